/**
 * A Slack on this machine for tests: {@link io.github.mlmentor.slack.fake.FakeSlack} answers the Web API as Slack does, keeps what
 * was posted, sends events by Socket Mode or signed HTTP requests, breaks on demand, and notes every breach of Slack's documented
 * limits in {@link io.github.mlmentor.slack.fake.FakeSlack#violations()}.
 */
@NullMarked
package io.github.mlmentor.slack.fake;

import org.jspecify.annotations.NullMarked;
