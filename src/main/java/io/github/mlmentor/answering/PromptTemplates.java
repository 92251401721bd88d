package io.github.mlmentor.answering;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The prompts of the {@code prompts/} folder. Immutable and thread-safe. */
public final class PromptTemplates {
    private final Template system;
    private final Template user;
    private final String version;

    /**
     * Reads {@code answer.system.txt} and {@code answer.user.txt}.
     *
     * @throws UncheckedIOException when one is missing
     */
    public PromptTemplates(Path folder) {
        String systemText = read(folder.resolve("answer.system.txt"));
        String userText = read(folder.resolve("answer.user.txt"));
        Mustache.Compiler mustache = Mustache.compiler().escapeHTML(false).defaultValue("");
        this.system = mustache.compile(systemText);
        this.user = mustache.compile(userText);
        this.version = hash(systemText + '\0' + userText);
    }

    Prompt answer(Map<String, Object> fields) {
        return new Prompt(system.execute(fields), user.execute(fields), version);
    }

    /** The hash of the templates, 12 hexadecimal digits. */
    public String version() {
        return version;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the prompt " + file + " cannot be read", e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
