package io.github.mlmentor.http;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Refuses requests that name another host than ours, which is how a foreign page reaches a server on this machine (DNS
 * rebinding), and changes that come from another origin. Thread-safe.
 */
final class OriginCheck {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    private final boolean loopback;
    private final String publicHost;

    /**
     * Knows what is ours.
     *
     * @param loopback whether only this machine is served
     * @param publicUrl where people reach us, or empty
     */
    OriginCheck(boolean loopback, String publicUrl) {
        this.loopback = loopback;
        this.publicHost = publicUrl.isEmpty()
                ? ""
                : host(publicUrl.replaceFirst("^https?://", "").replaceFirst("/.*", ""));
    }

    /**
     * Lets a request pass or throws.
     *
     * @throws HttpProblem 421 for a foreign host, 403 for a foreign origin
     */
    void check(String method, String hostHeader, String origin) {
        String host = host(hostHeader);
        boolean address = ADDRESS.matcher(host).matches();
        // Not every name that starts like a loopback address is one: 127.0.0.1.example.org belongs to somebody.
        boolean local = host.equals("localhost") || host.equals("[::1]") || (address && host.startsWith("127."));
        boolean ours = local || isPublic(host) || (!loopback && address);
        if (!ours) {
            throw new HttpProblem(
                    421,
                    "This server does not answer for \"" + host
                            + "\"; set http.public_url (MENTOR_PUBLIC_URL) to the address that people use");
        }
        if (method.equals("POST")
                && !origin.isEmpty()
                && !originHost(origin).equals(hostHeader.toLowerCase(Locale.ROOT))
                && !isPublic(host(originHost(origin)))) {
            throw new HttpProblem(403, "This request comes from another site");
        }
    }

    private boolean isPublic(String host) {
        return !publicHost.isEmpty() && host.equals(publicHost);
    }

    private static String originHost(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "null" : authority.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "null";
        }
    }

    private static String host(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
    }
}
