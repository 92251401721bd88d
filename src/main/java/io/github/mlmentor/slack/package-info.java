/**
 * The door to Slack, on Bolt. Entry types: {@link io.github.mlmentor.slack.SlackDoor}, which connects everything; {@link
 * io.github.mlmentor.slack.SlackRenderer}, {@link io.github.mlmentor.slack.FormView} and {@link io.github.mlmentor.slack.HomeView},
 * which make replies, forms and the home page into Block Kit; {@link io.github.mlmentor.slack.Installations}, the port behind which
 * several workspaces keep their tokens.
 *
 * <p>The way in: {@code SlackSocket} or the signed posts of {@code SlackDoor}, Bolt's parser, {@code SlackListener}, {@code
 * SlackTranslator}, the intake; acknowledged is what is stored. The way out: {@code SlackProgress} while an answer is made, {@code
 * SlackPort} for what the outbox holds, and {@code SlackApi} under both, which turns every outcome into a delivery that is final,
 * postponed or unknown. Every message of an answer carries its key as metadata, so that nothing is said twice.
 *
 * <p>Mentors: {@code SlackMentoring} passes clicks, forms, menus, reactions and what is said under cards to the mentors' desk, and knows
 * nothing of what they mean; {@code SlackMentorPort} shows what the desk wants shown, where {@code SlackBoards} says. A click is
 * acknowledged before the desk is asked and answered by a view or a whisper; a form is answered in its own window; words under a
 * card are acknowledged when they are stored.
 *
 * <p>Invariants of what is shown: what is rendered keeps within every limit that Slack documents, however long the reply; no word of a
 * reply is lost or said twice; and no text, whoever wrote it, can mention anybody or become a link by itself. Bodies are
 * {@code rich_text} blocks, whose texts are literal, and the few places that take mrkdwn are written by {@link
 * io.github.mlmentor.slack.Mrkdwn} alone. Rendering is pure: JSON in strings, no SDK and no network, and the same reply
 * always gives the same characters.
 *
 * <p>Turned down: mrkdwn sections, where every word must be escaped and formatting characters cannot be; Slack's {@code
 * markdown} block, which parses once more what is already a document and turns what looks like a mention into one; header
 * blocks for headings, which drop links, code and citations and shout in an answer of three paragraphs; and the SDK's
 * block classes, which lack tables.
 */
@NullMarked
package io.github.mlmentor.slack;

import org.jspecify.annotations.NullMarked;
