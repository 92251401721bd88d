package io.github.mlmentor.chat;

/**
 * Something to read, watch or try next, from the catalogue.
 *
 * @param id the resource's id in the catalogue
 * @param kind course, book, docs, article, video, paper, tool or community
 * @param level beginner, intermediate or advanced
 * @param cost free, freemium or paid
 * @param about one sentence on what it is good for
 */
public record Reading(String id, String title, String url, String kind, String level, String cost, String about) {}
