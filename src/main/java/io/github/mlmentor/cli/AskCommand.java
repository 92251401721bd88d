package io.github.mlmentor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.web.AskBody;
import io.github.mlmentor.web.ReplyJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers one question, or one a line from standard input. */
@Command(
        name = "ask",
        description = "Answer a question in the terminal.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:answered, or not, with the reason", "1:failed", "2:wrong use or settings"})
final class AskCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration INDEX_WAIT = Duration.ofMinutes(2);

    /** How an answer is printed. */
    enum Format {
        text,
        json
    }

    @Parameters(
            paramLabel = "QUESTION",
            arity = "0..*",
            description =
                    "The question; \"-\" reads one a line from standard input. A line that starts with { is a body of /api/ask.")
    private List<String> words = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text or json (one object a line); default: ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Option(
            names = "--conversation",
            paramLabel = "ID",
            description = "Continue a conversation of this or an earlier run.")
    private String conversation = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    AskCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public Integer call() throws IOException {
        String question = String.join(" ", words).strip();
        if (question.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no question; write one behind \"ask\", or \"-\" to read them from standard input");
        }
        backstage.index().awaitSettled(INDEX_WAIT);
        boolean[] failed = {false};
        Backstage.Terminal terminal = backstage.terminal(exchange -> {
            failed[0] |= exchange.reply() instanceof Reply.Apology;
            return format == Format.json
                    ? ReplyJson.of(exchange).toString()
                    : ConsoleRenderer.forTerminal().render(exchange.reply());
        });
        if (!question.equals("-")) {
            print(terminal.ask(conversation, question, Map.of()), conversation);
            return failed[0] ? MentorCommand.BAD_RESULT : 0;
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    AskBody body =
                            line.startsWith("{") ? AskBody.parse(line) : new AskBody(line, conversation, "", Map.of());
                    String thread = body.conversation().isEmpty() ? conversation : body.conversation();
                    print(terminal.ask(thread, body.question(), body.scope()), thread);
                }
            }
        }
        return failed[0] ? MentorCommand.BAD_RESULT : 0;
    }

    private void print(String answer, String thread) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                format == Format.json ? ((ObjectNode) MAPPER.readTree(answer)).put("conversation", thread) : answer);
        out.flush();
    }
}
