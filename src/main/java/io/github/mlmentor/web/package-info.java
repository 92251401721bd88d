/**
 * What a browser or a script reaches: the playground, a page for each article, the asking API and the health checks. Entry
 * type: {@link io.github.mlmentor.web.WebDoors}. A question goes to the intake and its answer comes back through {@link
 * io.github.mlmentor.web.WebDoor}, from this process or another. Pages are made from documents by {@link
 * io.github.mlmentor.web.HtmlRenderer}, which knows no raw HTML, so that there is nothing to sanitise.
 */
@NullMarked
package io.github.mlmentor.web;

import org.jspecify.annotations.NullMarked;
