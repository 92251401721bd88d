package io.github.mlmentor.discord.fake;

import static io.github.mlmentor.discord.fake.FakeDiscord.ACME;
import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.BOT;
import static io.github.mlmentor.discord.fake.FakeDiscord.GENERAL;
import static io.github.mlmentor.discord.fake.FakeDiscord.HELP;
import static io.github.mlmentor.discord.fake.FakeDiscord.PRIVATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every documented limit, once. */
class FakeDiscordLimitsTest {
    private final FakeDiscord fake = FakeDiscord.start();
    private final Raw raw = new Raw(fake);

    @BeforeEach
    void register() throws Exception {
        String commands = "[{\"name\":\"ask\",\"description\":\"Asks\",\"options\":"
                + "[{\"name\":\"q\",\"description\":\"What\",\"type\":3,\"autocomplete\":true}]}]";
        assertThat(send("PUT", "applications/" + BOT + "/commands", commands).status())
                .isEqualTo(200);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private Raw.Reply send(String verb, String path, String body) throws Exception {
        return raw.send(verb, path, body);
    }

    private Raw.Reply post(String body) throws Exception {
        return send("POST", "channels/" + GENERAL + "/messages", body);
    }

    private void assertNoted(String... rules) {
        assertThat(fake.violations()).extracting(Violation::rule).containsExactly(rules);
    }

    private static String repeated(int length) {
        return "x".repeat(length);
    }

    private static ArrayNode many(int count, IntFunction<JsonNode> made) {
        ArrayNode all = Json.array();
        for (int i = 0; i < count; i++) {
            all.add(made.apply(i));
        }
        return all;
    }

    private static ObjectNode one(String list, JsonNode item) {
        ObjectNode body = Json.object();
        body.putArray(list).add(item);
        return body;
    }

    private static ObjectNode embed(String field, int length) {
        return one("embeds", Json.object().put(field, repeated(length)));
    }

    private static ObjectNode button(String id) {
        return Json.object().put("type", 2).put("style", 1).put("label", "Go").put("custom_id", id);
    }

    private static ObjectNode row(ArrayNode components) {
        ObjectNode row = Json.object().put("type", 1);
        row.set("components", components);
        return row;
    }

    private static ObjectNode row(JsonNode component) {
        return row(Json.array().add(component));
    }

    private static ObjectNode with(String field, JsonNode value) {
        ObjectNode body = Json.object();
        body.set(field, value);
        return body;
    }

    private static ObjectNode text(int length) {
        return Json.object().put("type", 10).put("content", repeated(length));
    }

    private static ObjectNode second(ArrayNode components) {
        return with("components", components).put("flags", Post.COMPONENTS_V2);
    }

    private static ObjectNode menu(int options) {
        ObjectNode menu = Json.object().put("type", 3).put("custom_id", "menu");
        menu.set(
                "options",
                many(options, i -> Json.object().put("label", "Option " + i).put("value", "v" + i)));
        return menu;
    }

    private static ObjectNode fields(int count, int length) {
        ObjectNode embed = Json.object();
        embed.set("fields", many(count, i -> Json.object().put("name", "n").put("value", repeated(length))));
        return one("embeds", embed);
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                arguments("content_too_long", Json.object().put("content", repeated(2001))),
                arguments("embed_title_too_long", embed("title", 257)),
                arguments("embed_description_too_long", embed("description", 4097)),
                arguments("embeds_too_long", fields(6, 1000)),
                arguments("too_many_embed_fields", fields(26, 1)),
                arguments("embed_field_length", fields(1, 1025)),
                arguments(
                        "too_many_embeds",
                        with("embeds", many(11, i -> Json.object().put("title", "t")))),
                arguments("too_many_rows", with("components", many(6, i -> row(button("b" + i))))),
                arguments("too_many_buttons", one("components", row(many(6, i -> button("b" + i))))),
                arguments("custom_id_too_long", one("components", row(button(repeated(101))))),
                arguments("custom_id_twice", one("components", row(many(2, i -> button("same"))))),
                arguments(
                        "button_label_too_long",
                        one("components", row(button("b").put("label", repeated(81))))),
                arguments(
                        "button_url",
                        one("components", row(button("b").put("style", 5).put("url", "javascript:x")))),
                arguments("select_values", one("components", row(menu(2).put("max_values", 3)))),
                arguments("too_many_select_options", one("components", row(menu(26)))),
                arguments("too_many_components", second(many(41, i -> text(1)))),
                arguments("components_text_too_long", second(many(2, i -> text(2001)))),
                arguments("v2_with_content", second(many(1, i -> text(1))).put("content", "no place")),
                arguments("nonce_too_long", Json.object().put("content", "hi").put("nonce", repeated(26))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void aMessageBeyondALimitIsRefused(String rule, ObjectNode body) throws Exception {
        Raw.Reply reply = post(Json.write(body));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("code").asInt()).isEqualTo(50035);
        assertNoted(rule);
        assertThat(fake.see().visible(GENERAL)).isEmpty();
    }

    @Test
    void aMessageAtEveryLimitIsTaken() throws Exception {
        ObjectNode body = Json.object().put("content", repeated(2000)).put("nonce", repeated(25));
        body.putArray("embeds").addObject().put("description", repeated(4096)).put("title", repeated(256));
        body.set("components", many(5, r -> row(many(5, i -> button(r + "-" + i)))));
        assertThat(post(Json.write(body)).status()).isEqualTo(200);
        ObjectNode components = second(many(40, i -> text(100)));
        assertThat(post(Json.write(components)).status()).isEqualTo(200);
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void anEmptyMessageIsRefused() throws Exception {
        assertThat(post("{\"content\":\"  \"}").json().path("code").asInt()).isEqualTo(50006);
        assertNoted("empty_message");
    }

    @Test
    void textThatCouldPingNeedsItsMentionsSwitchedOff() throws Exception {
        post("{\"content\":\"hello <@" + BEN + ">\"}");
        assertNoted("allowed_mentions_missing");
        assertThat(fake.see().answers(GENERAL).get(0).pings()).containsExactly(BEN);
        post("{\"content\":\"hello <@" + BEN + ">\",\"allowed_mentions\":{\"parse\":[\"users\"]}}");
        assertNoted("allowed_mentions_missing", "mention_allowed");
        post("{\"content\":\"@everyone <@" + BEN + ">\",\"allowed_mentions\":{\"parse\":[]}}");
        post("{\"content\":\"<@" + BEN + ">\",\"allowed_mentions\":{\"parse\":[],\"users\":[\"" + BEN + "\"]}}");
        assertNoted("allowed_mentions_missing", "mention_allowed");
        assertThat(fake.see().answers(GENERAL).get(2).pings()).isEmpty();
        assertThat(fake.see().answers(GENERAL).get(3).pings()).containsExactly(BEN);
        String last = fake.see().answers(GENERAL).get(3).id();
        send("PATCH", "channels/" + GENERAL + "/messages/" + last, "{\"content\":\"@here\"}");
        assertNoted("allowed_mentions_missing", "mention_allowed", "allowed_mentions_missing");
    }

    @Test
    void aMessageOfComponentsStaysOne() throws Exception {
        String id = post(Json.write(second(many(1, i -> text(5)))))
                .json()
                .path("id")
                .asText();
        String path = "channels/" + GENERAL + "/messages/" + id;
        assertThat(send("PATCH", path, "{\"flags\":0}").status()).isEqualTo(400);
        assertThat(send("PATCH", path, "{\"content\":\"plain\"}").status()).isEqualTo(400);
        assertNoted("v2_flag_removed", "v2_flag_removed");
        assertThat(send("PATCH", path, Json.write(with("components", many(1, i -> text(7)))))
                        .status())
                .isEqualTo(200);
        assertThat(fake.see().post(GENERAL, id).shown()).isEqualTo(repeated(7));
    }

    @Test
    void whatIsNotThereOrNotOursIsRefused() throws Exception {
        String foreign = fake.message(GENERAL, BEN, "mine").id();
        String messages = "channels/" + GENERAL + "/messages/";
        assertThat(send("PATCH", messages + foreign, "{\"content\":\"yours\"}")
                        .json()
                        .path("code")
                        .asInt())
                .isEqualTo(50005);
        assertThat(send("DELETE", messages + foreign, "").json().path("code").asInt())
                .isEqualTo(50013);
        assertThat(send("GET", messages + "1", "").json().path("code").asInt()).isEqualTo(10008);
        assertThat(send("GET", "channels/1", "").json().path("code").asInt()).isEqualTo(10003);
        assertThat(send("GET", "channels/" + PRIVATE, "").json().path("code").asInt())
                .isEqualTo(50001);
        assertThat(send("GET", "nowhere", "").status()).isEqualTo(404);
        assertNoted(
                "foreign_message",
                "missing_permissions",
                "unknown_message",
                "unknown_channel",
                "missing_access",
                "unknown_route");
    }

    @Test
    void aSecondThreadOfAMessageIsRefusedAndSoAreBadNamesAndTags() throws Exception {
        String message = fake.message(GENERAL, BEN, "topic").id();
        String path = "channels/" + GENERAL + "/messages/" + message + "/threads";
        assertThat(send("POST", path, "{\"name\":\"One\"}").json().path("id").asText())
                .isEqualTo(message);
        assertThat(send("POST", path, "{\"name\":\"Two\"}").json().path("code").asInt())
                .isEqualTo(160004);
        String threads = "channels/" + GENERAL + "/threads";
        send("POST", threads, "{\"name\":\"" + repeated(101) + "\"}");
        send("POST", threads, "{\"name\":\"x\",\"auto_archive_duration\":7}");
        String post = "{\"name\":\"x\",\"applied_tags\":[\"1\"],\"message\":{\"content\":\"x\"}}";
        send("POST", "channels/" + HELP + "/threads", post);
        assertNoted("thread_exists", "thread_name_length", "archive_duration", "unknown_tag");
    }

    @Test
    void aLockedThreadTakesNothing() throws Exception {
        Room thread = fake.thread(fake.message(GENERAL, BEN, "topic").post(), BEN, "Talk");
        String path = "channels/" + thread.id() + "/messages";
        fake.happens().archive(thread.id());
        assertThat(send("POST", path, "{\"content\":\"opens it again\"}").status())
                .isEqualTo(200);
        assertThat(fake.room(thread.id()).archived()).isFalse();
        fake.happens().lock(thread.id());
        assertThat(send("POST", path, "{\"content\":\"x\"}").json().path("code").asInt())
                .isEqualTo(50083);
        assertNoted("thread_locked");
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                arguments("command_name", "{\"name\":\"Upper\",\"description\":\"d\"}"),
                arguments("command_name", "{\"name\":\"two words\",\"description\":\"d\"}"),
                arguments("command_description", "{\"name\":\"a\",\"description\":\"" + repeated(101) + "\"}"),
                arguments("command_description", "{\"type\":3,\"name\":\"Menu\",\"description\":\"d\"}"),
                arguments(
                        "too_many_options",
                        Json.write(((ObjectNode) Json.read("{\"name\":\"a\",\"description\":\"d\"}"))
                                .set("options", many(26, i -> option("o" + i))))),
                arguments(
                        "too_many_choices",
                        Json.write(((ObjectNode) Json.read("{\"name\":\"a\",\"description\":\"d\"}"))
                                .set("options", Json.array().add(option("o").set("choices", choices(26)))))),
                arguments(
                        "required_after_optional",
                        Json.write(((ObjectNode) Json.read("{\"name\":\"a\",\"description\":\"d\"}"))
                                .set(
                                        "options",
                                        Json.array()
                                                .add(option("o"))
                                                .add(option("p").put("required", true))))));
    }

    private static ObjectNode option(String name) {
        return Json.object().put("name", name).put("description", "d").put("type", 3);
    }

    private static ArrayNode choices(int count) {
        return many(count, i -> Json.object().put("name", "c" + i).put("value", "c" + i));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void aCommandBeyondALimitIsRefused(String rule, String body) throws Exception {
        String path = "applications/" + BOT + "/guilds/" + ACME + "/commands";
        assertThat(send("POST", path, body).status()).isEqualTo(400);
        assertNoted(rule);
    }

    @Test
    void moreThanAHundredCommandsAreRefused() throws Exception {
        String body =
                Json.write(many(101, i -> Json.object().put("name", "c" + i).put("description", "d")));
        assertThat(send("PUT", "applications/" + BOT + "/commands", body).status())
                .isEqualTo(400);
        assertNoted("too_many_commands");
        assertThat(fake.see().overwrites()).isOne();
    }

    private Raw.Reply respond(Interaction use, int type, ObjectNode data) throws Exception {
        ObjectNode body = Json.object().put("type", type);
        body.set("data", data);
        return send("POST", "interactions/" + use.id() + "/" + use.token() + "/callback", Json.write(body));
    }

    private static ObjectNode modal(String title, int components) {
        ObjectNode modal = Json.object().put("custom_id", "m").put("title", title);
        modal.set("components", many(components, i -> {
            ObjectNode label = Json.object().put("type", 18).put("label", "L" + i);
            label.putObject("component")
                    .put("type", 4)
                    .put("custom_id", "i" + i)
                    .put("style", 1);
            return label;
        }));
        return modal;
    }

    @Test
    void modalsAndSuggestionsHaveLimits() throws Exception {
        Interaction use = fake.slash(GENERAL, BEN, "ask", Map.of());
        assertThat(respond(use, 9, modal(repeated(46), 1)).status()).isEqualTo(400);
        assertThat(respond(use, 9, modal("Fine", 6)).status()).isEqualTo(400);
        Interaction typed = fake.autocomplete(GENERAL, BEN, "ask", "q", "x");
        assertThat(respond(typed, 8, with("choices", choices(26))).status()).isEqualTo(400);
        assertThat(respond(typed, 4, Json.object().put("content", "no")).status())
                .isEqualTo(400);
        assertNoted("modal_title_too_long", "modal_components", "too_many_choices", "callback_type");
        assertThat(respond(use, 9, modal("Fine", 5)).status()).isEqualTo(204);
        assertThat(respond(typed, 8, with("choices", choices(25))).status()).isEqualTo(204);
        assertThat(typed.choices()).hasSize(25);
    }

    @Test
    void nothingFollowsBeforeTheFirstResponse() throws Exception {
        Interaction use = fake.slash(GENERAL, BEN, "ask", Map.of());
        String hook = "webhooks/" + BOT + "/" + use.token();
        assertThat(send("POST", hook, "{\"content\":\"early\"}")
                        .json()
                        .path("code")
                        .asInt())
                .isEqualTo(10015);
        assertNoted("unknown_webhook");
        respond(use, 5, Json.object());
        assertThat(send("PATCH", hook + "/messages/@original", "{\"content\":\"now\"}")
                        .status())
                .isEqualTo(200);
        assertThat(send("GET", hook + "/messages/@original", "")
                        .json()
                        .path("content")
                        .asText())
                .isEqualTo("now");
        assertThat(send("DELETE", hook + "/messages/1", "").json().path("code").asInt())
                .isEqualTo(10008);
    }
}
