package io.github.mlmentor.rig;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The bot in a Java machine of its own, so that it can be killed. */
final class BotProcess implements AutoCloseable {
    /** What the bot prints when it listens, before the number of its port. */
    static final String READY = "READY ";

    /** That line, or the one with which the product itself says where it is. */
    private static final Pattern LISTENS = Pattern.compile("(?:^" + READY + "|answers on http://localhost:)(\\d+)");

    /** Who is not to outlive the rig, however that ends. */
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "no orphans"));
    }

    private static final Duration START = Duration.ofMinutes(1);

    private final Process process;
    private final Path errors;
    private final CompletableFuture<Integer> port;

    private BotProcess(Process process, Path errors, CompletableFuture<Integer> port) {
        this.process = process;
        this.errors = errors;
        this.port = port;
    }

    /**
     * Starts a class of this class path with its own {@code main}.
     *
     * @param folder where it works and where its log goes
     * @param environment added to ours
     */
    static BotProcess start(
            Class<?> main, Path folder, Map<String, String> environment, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Xshare:auto"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(arguments);
        try {
            File log = Files.createDirectories(folder).resolve("bot.log").toFile();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log));
            builder.environment().putAll(environment);
            Process process = builder.start();
            RUNNING.add(process);
            var unused = process.onExit().thenAccept(RUNNING::remove);
            CompletableFuture<Integer> port = new CompletableFuture<>();
            Thread reader = new Thread(() -> read(process, log, port), "bot output");
            reader.setDaemon(true);
            reader.start();
            return new BotProcess(process, log.toPath(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ours, fit for another working directory. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void read(Process process, File log, CompletableFuture<Integer> port) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                Matcher ready = LISTENS.matcher(line);
                if (ready.find()) {
                    port.complete(Integer.parseInt(ready.group(1)));
                } else {
                    Files.writeString(log.toPath(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
                line = lines.readLine();
            }
            port.completeExceptionally(new IllegalStateException("the bot ended before it was ready"));
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
    }

    /** Waits until it listens, and says where. */
    int awaitReady() throws InterruptedException {
        try {
            return port.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the bot did not start: " + log(), e);
        }
    }

    /** Calls back with the port when it listens; never when it dies before. */
    void whenReady(IntConsumer action) {
        var unused = port.thenAccept(action::accept);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it as a power cut would: nothing of it runs any more. */
    void kill() {
        process.destroyForcibly();
    }

    /** Asks it to stop (SIGTERM). */
    void stop() {
        process.destroy();
    }

    /** Waits until it has ended, and gives its exit status, or -1 when it does not end. */
    int awaitExit(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    /** The end of what it logged. */
    String log() {
        try {
            List<String> lines = Files.readAllLines(errors, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            awaitExit(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
