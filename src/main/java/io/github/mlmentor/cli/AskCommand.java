package io.github.mlmentor.cli;

import io.github.mlmentor.answering.Dialogue;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.chat.Progress;
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
        Dialogue dialogue = backstage.terminal();
        if (!question.equals("-")) {
            return print(dialogue.ask(conversation, question, Map.of(), Progress.none()), conversation)
                    ? 0
                    : MentorCommand.BAD_RESULT;
        }
        boolean good = true;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    AskBody body =
                            line.startsWith("{") ? AskBody.parse(line) : new AskBody(line, conversation, Map.of());
                    String thread = body.conversation().isEmpty() ? conversation : body.conversation();
                    good &= print(dialogue.ask(thread, body.question(), body.scope(), Progress.none()), thread);
                }
            }
        }
        return good ? 0 : MentorCommand.BAD_RESULT;
    }

    /** Whether the answer did not fail. */
    private boolean print(Exchange exchange, String thread) {
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.json) {
            out.println(ReplyJson.of(exchange).put("conversation", thread));
        } else {
            out.println(ConsoleRenderer.forTerminal().render(exchange.reply()));
        }
        out.flush();
        return !(exchange.reply() instanceof Reply.Apology);
    }
}
