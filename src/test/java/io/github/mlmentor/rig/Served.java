package io.github.mlmentor.rig;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The whole program, serving in a Java machine of its own, so that what it takes can be measured from outside. */
public final class Served implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern USED = Pattern.compile("generation\\s.*?used (\\d+)K");

    private final Process process;
    private final int port;
    private final Path folder;

    private Served(Process process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    /**
     * Starts it with an empty database.
     *
     * @param environment its settings besides the port and the folder
     */
    public static Served start(Map<String, String> environment) throws IOException {
        return start(environment, Files.createTempDirectory("served"), null);
    }

    /**
     * Starts it in a folder, whose settings and data it finds there.
     *
     * @param environment its settings besides the port and the folder
     */
    public static Served in(Path working, Map<String, String> environment) throws IOException {
        return start(environment, working, working.toFile());
    }

    private static Served start(Map<String, String> environment, Path folder, @Nullable File working)
            throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder builder = new ProcessBuilder(
                        java("java"), "-XX:+UseSerialGC", "-cp", classPath, "io.github.mlmentor.Main", "serve")
                .redirectErrorStream(true)
                .directory(working)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("log.txt").toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("MENTOR_HTTP_PORT", String.valueOf(port));
        builder.environment().put("MENTOR_DATA_DIR", folder.resolve("data").toString());
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "no orphans"));
        return new Served(process, port, folder);
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Waits until it says of itself that it is ready. */
    public void awaitReady() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not yet.
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("not ready: " + Files.readString(folder.resolve("log.txt")));
    }

    /** The memory that the machine holds for it (VmRSS), in bytes; Linux only. */
    public long resident() throws IOException {
        Matcher line = RESIDENT.matcher(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status")));
        if (!line.find()) {
            throw new IllegalStateException("this machine does not say how much memory a process has");
        }
        return Long.parseLong(line.group(1)) * 1_024;
    }

    /** What of its heap is in use after a collection, in bytes. */
    public long heap() throws IOException, InterruptedException {
        ask("GC.run");
        Matcher generation = USED.matcher(ask("GC.heap_info"));
        long used = 0;
        while (generation.find()) {
            used += Long.parseLong(generation.group(1)) * 1_024;
        }
        if (used == 0) {
            throw new IllegalStateException("jcmd does not say how full the heap is");
        }
        return used;
    }

    private String ask(String what) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(List.of(java("jcmd"), String.valueOf(process.pid()), what))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = asked.inputReader(StandardCharsets.UTF_8)) {
            String answer = lines.lines().collect(Collectors.joining("\n"));
            asked.waitFor();
            return answer;
        }
    }

    /** Ends it without a last word. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
