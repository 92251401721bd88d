/**
 * The mentors' console: pages under {@code /console} for those who answer learners and look after the articles, made on the server, usable
 * without scripts. Entry type: {@link io.github.mlmentor.console.Console}. What is read comes through ports that {@code storage}
 * implements; what is changed goes through {@link io.github.mlmentor.mentoring.MentorDesk}, as in a chat, so that both obey one set of
 * rules. Turned down: an application in the browser (a second language and a second set of rules), a security framework (one cookie, one
 * token and four checks do not need its filters).
 */
@NullMarked
package io.github.mlmentor.console;

import org.jspecify.annotations.NullMarked;
