package io.github.mlmentor.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that nobody guesses, and what is kept of them. */
final class Keys {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Keys() {}

    /** 256 bits, fit for an address and a cookie. */
    static String fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * What is kept of a secret.
     *
     * @param use so that what was made for one use is nothing in another
     */
    static String hash(String use, String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((use + " " + secret).getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Compares without telling by the time how much is right. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
