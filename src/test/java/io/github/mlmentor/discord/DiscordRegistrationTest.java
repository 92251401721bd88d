package io.github.mlmentor.discord;

import static io.github.mlmentor.discord.fake.FakeDiscord.ACME;
import static io.github.mlmentor.discord.fake.FakeDiscord.BOT;
import static io.github.mlmentor.discord.fake.FakeDiscord.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.discord.fake.Call;
import io.github.mlmentor.discord.fake.FakeDiscord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commands Discord is told of, and when it is told nothing. */
class DiscordRegistrationTest {
    private static final String OURS = "applications/" + BOT + "/commands";
    private static final String CHANGES = "command.create|command.edit|command.delete|command.overwrite";
    private static final String FOREIGN = """
            {"name": "left-over", "description": "Of an earlier version", "type": 1}""";

    @TempDir
    private Path folder;

    private DiscordSite site;

    @BeforeEach
    void open() {
        site = DiscordSite.closed(folder);
    }

    @AfterEach
    void close() {
        assertThat(site.violations()).isEmpty();
        site.close();
    }

    private static List<String> names() {
        return DiscordCommands.all().stream().map(CommandData::getName).toList();
    }

    private List<String> registered(String guild) {
        return site.fake.see().commands(guild).stream()
                .map(command -> command.path("name").asText())
                .toList();
    }

    private List<String> changes() {
        return site.fake.see().calls(CHANGES).stream()
                .map(call -> call.verb() + " " + call.body().path("name").asText())
                .map(String::strip)
                .toList();
    }

    /** As somebody else with the token would do it. */
    private void call(String verb, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(site.fake.apiUrl() + path))
                                .header("Authorization", "Bot " + FakeDiscord.TOKEN)
                                .header("Content-Type", "application/json")
                                .method(verb, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    private String id(String name) {
        return site.fake.see().awaitCommand("", name).path("id").asText();
    }

    @Test
    void theFirstStartRegistersAllCommandsEverywhereAndNeverAllAtOnce() {
        site.serve();
        assertThat(registered("")).containsExactlyInAnyOrderElementsOf(names());
        assertThat(registered(ACME)).isEmpty();
        assertThat(site.fake.see().overwrites()).isZero();
    }

    @Test
    void aSecondStartTakesAwayWhatIsNotOursAndChangesNothingElse() throws IOException, InterruptedException {
        site.serve();
        site.stop();
        call("POST", OURS, FOREIGN);
        int before = changes().size();
        site.serve();
        // What is not ours goes last, so that by then everything else was compared.
        DiscordSite.until(() -> !registered("").contains("left-over"));
        assertThat(changes().subList(before, changes().size())).containsExactly("DELETE");
        assertThat(registered("")).containsExactlyInAnyOrderElementsOf(names());
    }

    @Test
    void whatWasChangedIsMendedAlone() throws IOException, InterruptedException {
        site.serve();
        site.stop();
        call("PATCH", OURS + "/" + id("role"), "{\"description\": \"Something else\"}");
        call("PATCH", OURS + "/" + id("skill"), "{\"name_localizations\": {\"de\": \"talent\"}}");
        call("DELETE", OURS + "/" + id("help"), "");
        call("POST", OURS, FOREIGN);
        int before = changes().size();
        site.serve();
        DiscordSite.until(() -> !registered("").contains("left-over"));
        assertThat(changes().subList(before, changes().size()))
                .containsExactly("POST role", "POST skill", "POST help", "DELETE");
        ObjectNode role = site.fake.see().awaitCommand("", "role");
        assertThat(role.path("description").asText()).isEqualTo("What a role does, and how to get there");
        ObjectNode skill = site.fake.see().awaitCommand("", "skill");
        assertThat(skill.path("name_localizations").path("de").asText()).isEqualTo("fähigkeit");
        assertThat(registered("")).containsExactlyInAnyOrderElementsOf(names());
    }

    @Test
    void oneServerAloneHasThemWhereThatIsSet() {
        site.commandServer(ACME);
        site.serve();
        assertThat(registered(ACME)).containsExactlyInAnyOrderElementsOf(names());
        assertThat(registered("")).isEmpty();
        assertThat(registered(OTHER)).isEmpty();
        assertThat(site.fake.see().calls(CHANGES))
                .extracting(Call::path)
                .allSatisfy(path -> assertThat(path).contains("guilds/" + ACME));
    }

    @Test
    void withSeveralShardsTheyAreRegisteredOnce() {
        site.fake.settings().shards(2);
        site.shards("2");
        site.serve();
        assertThat(site.fake.see().calls("command.list")).hasSize(1);
        assertThat(changes()).hasSize(names().size());
    }

    @Test
    void whatIsForAdminsIsOfferedToAdminsAndWhatIsForMentorsToAllInServersAndTheRestEverywhere() {
        site.serve();
        for (ObjectNode command : site.fake.see().commands("")) {
            boolean setup = command.path("name").asText().equals(DiscordCommands.SETUP);
            String needed =
                    command.path("default_member_permissions").asText("").replace("null", "");
            assertThat(needed).as(command.toString()).isEqualTo(setup ? "32" : "");
            boolean inServers = setup
                    || List.of(DiscordCommands.USE, DiscordCommands.FIX)
                            .contains(command.path("name").asText());
            assertThat(command.path("contexts")).as(command.toString()).hasSize(inServers ? 1 : 3);
            assertThat(command.path("integration_types")).as(command.toString()).hasSize(inServers ? 1 : 2);
            assertThat(command.path("name_localizations").size())
                    .as(command.toString())
                    .isEqualTo(DiscordCommands.LANGUAGES.size());
        }
    }
}
