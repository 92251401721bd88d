/**
 * The one embedded web server and the one door to Javalin. Other packages offer {@link io.github.mlmentor.http.Endpoint}s in
 * JDK types; {@link io.github.mlmentor.http.HttpServer} guards them: Host and Origin, body size, a rate for each client, and
 * headers that keep a browser from doing what the page does not need.
 */
@NullMarked
package io.github.mlmentor.http;

import org.jspecify.annotations.NullMarked;
