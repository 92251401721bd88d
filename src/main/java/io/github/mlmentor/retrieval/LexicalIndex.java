package io.github.mlmentor.retrieval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
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
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

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
        float[] scores = new float[reader.numDocs()];
        if (terms.isEmpty() || scores.length == 0) {
            return scores;
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        terms.forEach(term -> query.add(new TermQuery(new Term(TEXT, term)), BooleanClause.Occur.SHOULD));
        try {
            for (ScoreDoc hit : searcher.search(query.build(), scores.length).scoreDocs) {
                scores[hit.doc] = hit.score;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scores;
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
