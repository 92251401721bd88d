package io.github.mlmentor.retrieval;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vectors on disk, by the hash of the text and the name of the embedder, so that a restart computes nothing again. A file
 * that cannot be read counts as empty and is written anew: everything in it can be computed. Thread-safe.
 */
public final class EmbeddingCache {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingCache.class);
    private static final int MAGIC = 0x4D4C4D32;
    private static final int SHORTEST = 100;

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
                    compute(embedder, part.stream().map(missing::get).toList());
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

    /** A passage that the embedder finds too long is embedded by its beginning, so that it does not cost all others theirs. */
    private static List<float[]> compute(Embedder embedder, List<String> texts) {
        try {
            return embedder.embedPassages(texts);
        } catch (IllegalArgumentException e) {
            if (texts.size() > 1) {
                return texts.stream()
                        .map(text -> compute(embedder, List.of(text)).get(0))
                        .toList();
            }
            String text = texts.get(0);
            if (text.length() < SHORTEST) {
                throw e;
            }
            LOG.warn("Found by the meaning of its first half alone: {}", e.getMessage());
            return compute(embedder, List.of(text.substring(0, text.length() / 2)));
        }
    }

    private void read(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try {
            vectors.putAll(parse(Files.readAllBytes(path)));
        } catch (IOException e) {
            LOG.warn("The stored vectors in {} cannot be read and are computed again: {}", path, e.getMessage());
        }
    }

    /** Looks at the checksum first, so that what is read behind it is what was written. */
    private static Map<String, float[]> parse(byte[] bytes) throws IOException {
        int length = bytes.length - Long.BYTES;
        if (length < Integer.BYTES || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            throw new IOException("not a file of vectors");
        }
        if (ByteBuffer.wrap(bytes, length, Long.BYTES).getLong() != checksum(bytes, length)) {
            throw new IOException("it is damaged");
        }
        Map<String, float[]> read = new HashMap<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, Integer.BYTES, length));
        int count = in.readInt();
        int dimension = in.readInt();
        for (int i = 0; i < count; i++) {
            String key = in.readUTF();
            float[] vector = new float[dimension];
            for (int j = 0; j < dimension; j++) {
                vector[j] = in.readFloat();
            }
            read.put(key, vector);
        }
        return read;
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, length);
        return checksum.getValue();
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
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "embeddings", ".tmp");
            try {
                Files.write(draft, bytes(present, dimension));
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            LOG.warn("The vectors cannot be kept in {} and will be computed again: {}", file, e.getMessage());
        }
    }

    private static byte[] bytes(Map<String, float[]> present, int dimension) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(present.size());
        out.writeInt(dimension);
        for (Map.Entry<String, float[]> entry : present.entrySet()) {
            out.writeUTF(entry.getKey());
            for (float value : entry.getValue()) {
                out.writeFloat(value);
            }
        }
        out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        return bytes.toByteArray();
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
        }
    }
}
