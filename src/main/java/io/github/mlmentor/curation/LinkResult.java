package io.github.mlmentor.curation;

import io.github.mlmentor.knowledge.Resource;
import java.util.Locale;

/**
 * What became of one link of the catalogue.
 *
 * @param detail why, in words; empty when all is well
 * @param address where it leads now; empty unless it was redirected
 */
public record LinkResult(Resource resource, State state, String detail, String address) {
    /** How a link is, the worst first. */
    public enum State {
        /** Whoever follows it finds nothing. */
        DEAD,
        /** It leads on for good; the catalogue should name the new address. */
        MOVED,
        /** It leads on for now; the catalogue is right. */
        REDIRECTED,
        /** Nobody knows: the server refused, was busy or did not answer. A person has to look. */
        UNCHECKED,
        OK;

        /** The name in reports. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
