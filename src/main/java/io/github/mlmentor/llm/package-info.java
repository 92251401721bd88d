/**
 * Language models and embedders: the one door to LangChain4j, with the decorators for deadline, retry, circuit breaker and
 * budget around it.
 */
@NullMarked
package io.github.mlmentor.llm;

import org.jspecify.annotations.NullMarked;
