package io.github.mlmentor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;

/** A conversation in the terminal. */
@Command(
        name = "chat",
        description = "Talk with ML Mentor in the terminal; it follows the conversation.",
        mixinStandardHelpOptions = true)
final class ChatCommand implements Callable<Integer> {
    private static final Duration INDEX_WAIT = Duration.ofMinutes(2);
    private static final String HELP =
            "Type a question. /new starts over, /help shows this, /quit ends (or Ctrl+D). Arrow up brings back earlier lines.";

    private final Backstage backstage;

    ChatCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public Integer call() throws IOException {
        backstage.index().awaitSettled(INDEX_WAIT);
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("ml-mentor")
                    .completer(new StringsCompleter("/new", "/help", "/quit"))
                    .variable(LineReader.HISTORY_FILE, backstage.dataDir().resolve("chat-history"))
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            talk(
                    reader,
                    terminal.writer(),
                    new ConsoleRenderer(
                            Math.max(40, terminal.getWidth()),
                            !terminal.getType().startsWith("dumb")));
        }
        return 0;
    }

    private void talk(LineReader reader, PrintWriter out, ConsoleRenderer renderer) {
        out.println("ML Mentor. " + HELP);
        Backstage.Terminal mentor = backstage.terminal(exchange -> renderer.render(exchange.reply()));
        String conversation = UUID.randomUUID().toString();
        while (true) {
            String line;
            try {
                line = reader.readLine("you> ").strip();
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return;
            }
            switch (line) {
                case "" -> {}
                case "/quit", "/exit", "/q" -> {
                    return;
                }
                case "/help", "/?" -> out.println(HELP);
                case "/new" -> {
                    conversation = UUID.randomUUID().toString();
                    out.println("A new conversation.");
                }
                default -> {
                    String answer = mentor.ask(conversation, line, Map.of());
                    out.println();
                    out.println(answer);
                    out.println();
                }
            }
            out.flush();
        }
    }
}
