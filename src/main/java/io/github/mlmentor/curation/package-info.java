/**
 * A curator's tools: {@link io.github.mlmentor.curation.DraftImport} makes draft articles of other people's questions and
 * answers, {@link io.github.mlmentor.curation.Coverage} shows where the knowledge is thin, {@link
 * io.github.mlmentor.curation.LinkChecker} visits every link of the catalogue.
 *
 * <p>Nothing here is used while serving, and nothing here decides: what is imported waits as a draft for a person, and a link
 * that moved is named, not rewritten. Turned down: a language model that words the drafts, because then nobody would know
 * which sentence came from where.
 */
@NullMarked
package io.github.mlmentor.curation;

import org.jspecify.annotations.NullMarked;
