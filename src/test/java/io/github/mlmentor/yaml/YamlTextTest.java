package io.github.mlmentor.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain words",
                "a: b",
                "# no comment",
                "yes",
                "007",
                "2026-11-21",
                "null",
                "- item",
                "it's \"quoted\"",
                "{a: [b]} *c &d !e %f @g",
                "two\nlines",
                " space ",
                "",
                "caf\u00e9 \ud83d\ude00 \u2028",
            })
    void everyTextIsReadBackAsItWas(String text) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("field", text).putArray("list").add(text);

        assertThat(YamlTree.parse(YamlText.write(object), 1).root()).isEqualTo(object);
    }

    @Test
    void itLooksAsAPersonWouldWriteIt() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("title", "What is SQL?").putArray("asks").add("sql wtf").add("why sql");

        assertThat(YamlText.write(object)).isEqualTo("title: What is SQL?\nasks:\n  - sql wtf\n  - why sql\n");
    }
}
