package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A validator that accepts everything would make every other test here worthless. */
class BlockKitValidatorTest {
    @Test
    void aSmallMessageIsFine() {
        assertThat(BlockKitValidator.message(message("{'type':'divider'}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'markdown','text':'x'}",
                "{'type':'divider','color':'red'}",
                "{'type':'input'}",
                "{'type':'rich_text','elements':[]}",
                "{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[]}]}",
                "{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'text','text':''}]}]}",
                "{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'broadcast','range':'here'}]}]}",
                "{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'user','user_id':'U1'}]}]}",
                "{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'link','url':'javascript:x'}]}]}",
                "{'type':'rich_text','elements':[{'type':'rich_text_list','style':'dotted','elements':[]}]}",
                "{'type':'context','elements':[{'type':'mrkdwn','text':'<!here>'}]}",
                "{'type':'context','elements':[{'type':'mrkdwn','text':'a & b'}]}",
                "{'type':'context','elements':[{'type':'mrkdwn','text':'@channel'}]}",
                "{'type':'header','text':{'type':'mrkdwn','text':'x'}}",
                "{'type':'actions','elements':[]}",
                "{'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'x'},'action_id':'a'},"
                        + "{'type':'button','text':{'type':'plain_text','text':'x'},'action_id':'a'}]}",
                "{'type':'table','rows':[]}",
                "{'type':'table','rows':[[{'type':'raw_text','text':''}]]}",
                "{'type':'table','rows':[[{'type':'raw_text','text':'a'}]]},{'type':'table','rows':[[{'type':'raw_text','text':'a'}]]}",
            })
    void whatSlackWouldRefuseIsNamed(String blocks) {
        assertThat(BlockKitValidator.message(message(blocks))).isNotEmpty();
    }

    @Test
    void lengthsAndNumbersAreCounted() {
        assertThat(BlockKitValidator.message(message("{'type':'divider'},".repeat(50) + "{'type':'divider'}")))
                .containsExactly("blocks: 51 elements");
        assertThat(BlockKitValidator.message(message("{'type':'divider'}").replace("fine", "x".repeat(4_001))))
                .containsExactly("text: 4001 characters");
        assertThat(BlockKitValidator.message(
                        message("{'type':'header','text':{'type':'plain_text','text':'" + "x".repeat(151) + "'}}")))
                .containsExactly("header: 151 characters");
        assertThat(BlockKitValidator.message(message(
                        "{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'text','text':'"
                                + "x".repeat(13_200) + "'}]}]}")))
                .hasSize(1);
    }

    private static String message(String blocks) {
        return ("{'text':'fine','blocks':[" + blocks + "]}").replace('\'', '"');
    }
}
