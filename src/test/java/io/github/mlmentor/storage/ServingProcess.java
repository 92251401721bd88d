package io.github.mlmentor.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real process that holds a SQLite database open for serving, until it is closed or killed. */
final class ServingProcess implements AutoCloseable {
    private static final String READY = "serving";

    private final Process process;

    private ServingProcess(Process process) {
        this.process = process;
    }

    static ServingProcess start(Path file) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        ServingProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (!READY.equals(line)) {
            process.destroyForcibly();
            throw new IOException("the process does not serve: " + line);
        }
        return new ServingProcess(process);
    }

    /** Kills it, as a power cut would. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The process itself: serves, has a question waiting, and ends with its input. */
    public static void main(String[] arguments) throws IOException {
        try (Database database = Database.sqlite(Path.of(arguments[0]))) {
            DbSchedulerJobs jobs = SampleJobs.jobs(database, 1);
            new SqlInbox(database, jobs, java.time.Clock.systemUTC())
                    .keep(SampleJobs.job("c", "1", "ada"), java.time.Instant.now());
            System.out.println(READY);
            while (System.in.read() >= 0) {
                // Until whoever started this is gone.
            }
        }
    }
}
