package io.github.mlmentor.retrieval;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vectors on disk, by the hash of the text and the name of the embedder, so that a restart computes nothing again. A file
 * that cannot be read counts as empty and is written anew: everything in it can be computed. Thread-safe.
 */
public final class EmbeddingCache {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingCache.class);
    private static final int MAGIC = 0x4D4C4D31;

    private final Path file;
    private final Map<String, float[]> vectors = new HashMap<>();

    /**
     * Reads what is there.
     *
     * @param file where vectors are kept; created when there is something to keep
     * @param shipped vectors that came with the program, in the same format
     */
    public EmbeddingCache(Path file, List<Path> shipped) {
        this.file = file;
        for (Path path : shipped) {
            read(path);
        }
        read(file);
    }

    /**
     * The vectors of the texts, from the cache where they are there.
     *
     * @param progress told how many texts are done, from time to time
     */
    public synchronized List<float[]> embed(
            List<String> texts, Embedder embedder, Function<Integer, Boolean> progress) {
        List<String> keys = texts.stream().map(text -> key(embedder, text)).toList();
        Map<String, String> missing = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!vectors.containsKey(keys.get(i))) {
                missing.put(keys.get(i), texts.get(i));
            }
        }
        List<String> open = new ArrayList<>(missing.keySet());
        int batch = 32;
        for (int from = 0; from < open.size(); from += batch) {
            List<String> part = open.subList(from, Math.min(open.size(), from + batch));
            List<float[]> computed =
                    embedder.embedPassages(part.stream().map(missing::get).toList());
            for (int i = 0; i < part.size(); i++) {
                vectors.put(part.get(i), computed.get(i));
            }
            if (!progress.apply(from + part.size())) {
                break;
            }
        }
        if (!open.isEmpty()) {
            write(keys, embedder.dimension());
        }
        return keys.stream().map(vectors::get).toList();
    }

    private void read(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path));
                DataInputStream in = new DataInputStream(bytes)) {
            if (in.readInt() != MAGIC) {
                throw new IOException("not a file of vectors");
            }
            int count = in.readInt();
            int dimension = in.readInt();
            for (int i = 0; i < count; i++) {
                String key = in.readUTF();
                float[] vector = new float[dimension];
                for (int j = 0; j < dimension; j++) {
                    vector[j] = in.readFloat();
                }
                vectors.put(key, vector);
            }
        } catch (EOFException e) {
            LOG.warn("The stored vectors in {} end too early; the rest is computed again", path);
        } catch (IOException e) {
            LOG.warn("The stored vectors in {} cannot be read and are computed again: {}", path, e.getMessage());
        }
    }

    /** Only what is in use is kept, so that the file does not grow with every edit. */
    private void write(List<String> keys, int dimension) {
        Map<String, float[]> present = new LinkedHashMap<>();
        for (String key : keys) {
            float[] vector = vectors.get(key);
            if (vector != null) {
                present.put(key, vector);
            }
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "embeddings", ".tmp");
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(draft)))) {
                out.writeInt(MAGIC);
                out.writeInt(present.size());
                out.writeInt(dimension);
                for (Map.Entry<String, float[]> entry : present.entrySet()) {
                    out.writeUTF(entry.getKey());
                    for (float value : entry.getValue()) {
                        out.writeFloat(value);
                    }
                }
            }
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("The vectors cannot be kept in {} and will be computed again: {}", file, e.getMessage());
        }
    }

    private static String key(Embedder embedder, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(embedder.name().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(e);
        }
    }
}
