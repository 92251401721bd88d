package io.github.mlmentor.chat;

import java.util.List;

/** A paragraph-sized piece of a {@link Document}. */
public sealed interface Block {
    <R> R fold(Cases<R> cases);

    /** One method for each kind of block, so that a new one breaks every renderer at compile time. */
    interface Cases<R> {
        R paragraph(Paragraph paragraph);

        R heading(Heading heading);

        R listing(Listing listing);

        R table(Table table);

        R code(Code code);

        R quote(Quote quote);
    }

    /** Running text. */
    record Paragraph(List<Span> spans) implements Block {
        public Paragraph {
            spans = List.copyOf(spans);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.paragraph(this);
        }
    }

    /**
     * A heading.
     *
     * @param level 1 (largest) to 6
     */
    record Heading(int level, List<Span> spans) implements Block {
        public Heading {
            if (level < 1 || level > 6) {
                throw new IllegalArgumentException("heading level " + level);
            }
            spans = List.copyOf(spans);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.heading(this);
        }
    }

    /**
     * A list; each item is a list of blocks, so that items may hold lists themselves.
     *
     * @param ordered whether the items are numbered
     */
    record Listing(boolean ordered, List<List<Block>> items) implements Block {
        public Listing {
            items = items.stream().map(List::copyOf).toList();
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.listing(this);
        }
    }

    /**
     * A table.
     *
     * @param header one cell a column
     * @param rows each as long as the header
     */
    record Table(List<List<Span>> header, List<List<List<Span>>> rows) implements Block {
        public Table {
            header = header.stream().map(List::copyOf).toList();
            rows = rows.stream()
                    .map(row -> row.stream().map(List::copyOf).toList())
                    .toList();
            int columns = header.size();
            if (rows.stream().anyMatch(row -> row.size() != columns)) {
                throw new IllegalArgumentException("every row of a table needs " + columns + " cells");
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.table(this);
        }
    }

    /**
     * Preformatted text.
     *
     * @param language as written after the fence, or empty
     */
    record Code(String language, String text) implements Block {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.code(this);
        }
    }

    /** Somebody's words. */
    record Quote(List<Block> blocks) implements Block {
        public Quote {
            blocks = List.copyOf(blocks);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.quote(this);
        }
    }
}
