package io.github.mlmentor.answering;

/**
 * What a language model is given.
 *
 * @param system its instructions
 * @param user the question and the evidence, in delimited fields
 * @param version the hash of the templates, recorded with each answer
 */
public record Prompt(String system, String user, String version) {}
