package io.github.mlmentor.mentoring;

import java.time.Instant;

/**
 * Who changed what.
 *
 * @param actor the platform's id of the person, or the operator
 * @param act a stable name: {@code claim}
 * @param subject what it was done to: {@code hand-over/3f…}
 */
public record AuditEntry(Board board, String actor, String act, String subject, Instant at) {}
