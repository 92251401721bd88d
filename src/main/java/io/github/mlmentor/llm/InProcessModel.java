package io.github.mlmentor.llm;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * An embedding model of the class path with a session of our own settings. One thread a text instead of all cores: a server has
 * several texts at once, and they hinder each other less.
 */
final class InProcessModel extends AbstractInProcessEmbeddingModel {
    private final OnnxBertBiEncoder encoder;

    /**
     * Loads a model that pools by its first token.
     *
     * @param model the resource with the network
     * @param tokenizer the resource with its words
     */
    InProcessModel(String model, String tokenizer, int dimension) {
        super(Runnable::run);
        this.dimension = dimension;
        try (InputStream network = open(model);
                InputStream words = open(tokenizer);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            OrtSession session = environment.createSession(network.readAllBytes(), options);
            this.encoder = new OnnxBertBiEncoder(environment, session, words, PoolingMode.CLS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model does not load", e);
        }
    }

    private static InputStream open(String resource) {
        InputStream stream = InProcessModel.class.getClassLoader().getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException(resource + " is missing from the program; build it again");
        }
        return stream;
    }

    @Override
    protected OnnxBertBiEncoder model() {
        return encoder;
    }
}
