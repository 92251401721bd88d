/**
 * What must survive: SQL behind the ports of {@link io.github.mlmentor.intake}, {@link io.github.mlmentor.llm} and {@link
 * io.github.mlmentor.slack}. Entry type:
 * {@link io.github.mlmentor.storage.Database}. SQLite by default, PostgreSQL when one machine is not enough; the same SQL runs on
 * both, and one suite of tests per port runs on both.
 *
 * <p>What was promised to somebody is written so that it survives a power cut; what could be found out again is written without
 * waiting for the disk: an answer on SQLite is, because whoever takes over looks at the platform first. Times are milliseconds since 1970, so that both databases compare them alike.
 */
@NullMarked
package io.github.mlmentor.storage;

import org.jspecify.annotations.NullMarked;
