/**
 * A Discord on this machine for tests: {@link io.github.mlmentor.discord.fake.FakeDiscord} answers the REST API as Discord does,
 * sends events by its gateway, keeps what was written, breaks on demand, and notes every breach of Discord's documented limits in
 * {@link io.github.mlmentor.discord.fake.FakeDiscord#violations()}.
 */
@NullMarked
package io.github.mlmentor.discord.fake;

import org.jspecify.annotations.NullMarked;
