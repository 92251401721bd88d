/**
 * What ML Mentor knows: articles and resources that people curate, read from {@link
 * io.github.mlmentor.knowledge.ArticleSource}s into an immutable {@link io.github.mlmentor.knowledge.KnowledgeBase}, and
 * kept current by {@link io.github.mlmentor.knowledge.Library}.
 *
 * <p>Nothing is refused in silence: whatever cannot be read, or breaks a rule of the schema in {@code
 * config/knowledge/README.md}, is a {@link io.github.mlmentor.knowledge.Problem} with file, line, rule and mend. A base that
 * has been published never changes; a reload publishes another one. Turned down: articles in a database only, because a
 * curator's tools are an editor and {@code git diff}.
 */
@NullMarked
package io.github.mlmentor.knowledge;

import org.jspecify.annotations.NullMarked;
