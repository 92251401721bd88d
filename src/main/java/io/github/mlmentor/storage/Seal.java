package io.github.mlmentor.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets before they are stored, by AES-256-GCM. What is sealed for one owner cannot be opened as another's, so that rows
 * cannot be swapped. Sealed are, in base64: a byte for the version, four that name the key, the nonce, the text with its tag.
 * Thread-safe.
 */
public final class Seal {
    private static final String SETTING = "storage.encryption_key (MENTOR_ENCRYPTION_KEY)";
    private static final String MAKE = "make one with: openssl rand -base64 32";
    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER = 1 + ID_BYTES;
    private static final int SHORTEST = HEADER + NONCE_BYTES + TAG_BITS / 8;

    private final SecureRandom random = new SecureRandom();
    /** By the key's id; the first one seals. */
    private final Map<String, SecretKeySpec> keys;

    private final String current;

    private Seal(Map<String, SecretKeySpec> keys) {
        this.keys = keys;
        this.current = keys.keySet().iterator().next();
    }

    /**
     * A seal with these keys.
     *
     * @param setting keys of 32 bytes in base64, separated by commas: the first one seals, all of them open
     * @throws StorageException when there is none or one is no key, with the mend
     */
    public static Seal of(String setting) {
        Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        for (String text : setting.split(",", -1)) {
            if (!text.isBlank()) {
                byte[] key = key(text.strip());
                keys.putIfAbsent(id(key), new SecretKeySpec(key, "AES"));
            }
        }
        if (keys.isEmpty()) {
            throw new StorageException(
                    SETTING + " is not set, and the tokens of installed workspaces are stored under it; " + MAKE);
        }
        return new Seal(keys);
    }

    private static byte[] key(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without repeating what may be a key.
        }
        throw new StorageException(SETTING + " holds something that is no key of 32 bytes in base64; " + MAKE);
    }

    /** Names a key without telling anything about it. */
    private static String id(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("ML Mentor's name of a key:".getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest(key), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Encrypts. */
    String close(String owner, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] header = header(current);
        try {
            byte[] text =
                    cipher(Cipher.ENCRYPT_MODE, current, header, nonce, owner).doFinal(secret.getBytes(UTF_8));
            ByteBuffer sealed = ByteBuffer.allocate(header.length + nonce.length + text.length);
            return Base64.getEncoder()
                    .encodeToString(sealed.put(header).put(nonce).put(text).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /**
     * Decrypts.
     *
     * @throws Broken when it was changed, belongs to another owner, or was sealed with a key that is not here
     */
    String open(String owner, String sealed) throws Broken {
        byte[] bytes = bytes(sealed);
        String id = HexFormat.of().formatHex(bytes, 1, HEADER);
        if (!keys.containsKey(id)) {
            throw new Broken("they were stored with another key, " + id + "; put that key back into " + SETTING
                    + ", behind the new one and a comma");
        }
        byte[] header = Arrays.copyOf(bytes, HEADER);
        byte[] nonce = Arrays.copyOfRange(bytes, HEADER, HEADER + NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, id, header, nonce, owner);
            return new String(cipher.doFinal(bytes, HEADER + NONCE_BYTES, bytes.length - HEADER - NONCE_BYTES), UTF_8);
        } catch (AEADBadTagException e) {
            throw new Broken("they were changed in the database; bring back its backup");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** Whether it was sealed with a key that is not the first. */
    boolean isOld(String sealed) {
        try {
            return !HexFormat.of().formatHex(bytes(sealed), 1, HEADER).equals(current);
        } catch (Broken e) {
            return false;
        }
    }

    private static byte[] bytes(String sealed) throws Broken {
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed);
            if (bytes.length >= SHORTEST && bytes[0] == VERSION) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new Broken(
                "they were changed in the database, or stored by a newer version of ML Mentor; start that one, or"
                        + " bring back the database's backup");
    }

    private static byte[] header(String id) {
        return ByteBuffer.allocate(HEADER)
                .put(VERSION)
                .put(HexFormat.of().parseHex(id))
                .array();
    }

    private Cipher cipher(int mode, String id, byte[] header, byte[] nonce, String owner)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keys.get(id), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(owner.getBytes(UTF_8));
        return cipher;
    }

    /** Something sealed that cannot be opened; the message says why and what to do. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }
}
