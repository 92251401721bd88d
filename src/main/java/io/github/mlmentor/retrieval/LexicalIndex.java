package io.github.mlmentor.retrieval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.jspecify.annotations.Nullable;

/** BM25 over texts, in memory. Immutable and thread-safe once built. */
final class LexicalIndex {
    private static final String TEXT = "text";
    private static final int MOST_TERMS = 256;

    private final Analyzer analyzer = new EnglishAnalyzer();
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    LexicalIndex(List<String> texts) {
        try {
            ByteBuffersDirectory directory = new ByteBuffersDirectory();
            // Documents keep the order of the list, so that a document's number is its text's number.
            IndexWriterConfig config = new IndexWriterConfig(analyzer).setMergePolicy(NoMergePolicy.INSTANCE);
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                for (String text : texts) {
                    Document document = new Document();
                    document.add(new TextField(TEXT, text, Field.Store.NO));
                    writer.addDocument(document);
                }
            }
            this.reader = DirectoryReader.open(directory);
            this.searcher = new IndexSearcher(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The BM25 score of every text, 0 where no word is shared. */
    float[] scores(Set<String> terms) {
        if (terms.isEmpty()) {
            return new float[reader.numDocs()];
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        terms.forEach(term -> query.add(new TermQuery(new Term(TEXT, term)), BooleanClause.Occur.SHOULD));
        try {
            return searcher.search(query.build(), new Scores(reader.numDocs()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes the score of every document; sorting them, as the usual collectors do, costs more than finding them. */
    private static final class Scores implements CollectorManager<ScoreCollector, float[]> {
        private final float[] scores;

        Scores(int documents) {
            this.scores = new float[documents];
        }

        @Override
        public ScoreCollector newCollector() {
            return new ScoreCollector(scores);
        }

        @Override
        public float[] reduce(Collection<ScoreCollector> collectors) {
            return scores;
        }
    }

    /** Each has documents of its own, so that several may write at once. */
    private static final class ScoreCollector extends SimpleCollector {
        private final float[] scores;
        private int base;
        private @Nullable Scorable scorer;

        ScoreCollector(float[] scores) {
            this.scores = scores;
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE;
        }

        @Override
        protected void doSetNextReader(LeafReaderContext segment) {
            base = segment.docBase;
        }

        @Override
        public void setScorer(Scorable scorer) {
            this.scorer = scorer;
        }

        @Override
        public void collect(int document) throws IOException {
            scores[base + document] = Objects.requireNonNull(scorer).score();
        }
    }

    /** Whether a term occurs at all. */
    boolean knows(String term) {
        try {
            return reader.docFreq(new Term(TEXT, term)) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of a question as the index knows them: stemmed, without stop words, each once; not endlessly many. */
    Set<String> terms(String question) {
        return words(question, MOST_TERMS);
    }

    /** All words of a text as the index knows them. */
    Set<String> vocabulary(String text) {
        return words(text, Integer.MAX_VALUE);
    }

    private Set<String> words(String text, int most) {
        Set<String> terms = new LinkedHashSet<>();
        try (TokenStream tokens = analyzer.tokenStream(TEXT, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken() && terms.size() < most) {
                terms.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }

    /** How rare a term is, as BM25 counts it; a term that never occurs is the rarest. */
    double rarity(String term) {
        try {
            int documents = reader.docFreq(new Term(TEXT, term));
            return Math.log(1 + (reader.numDocs() - documents + 0.5) / (documents + 0.5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
