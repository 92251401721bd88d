/**
 * Metrics and health checks that any package can offer: the one door to Micrometer. Entry types: {@link
 * io.github.mlmentor.telemetry.Metrics}, {@link io.github.mlmentor.telemetry.HealthCheck}. {@link
 * io.github.mlmentor.telemetry.Wordless} is what an exception may say in a log.
 */
@NullMarked
package io.github.mlmentor.telemetry;

import org.jspecify.annotations.NullMarked;
