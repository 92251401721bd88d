package io.github.mlmentor.web;

import java.util.List;

/** Whether everything on a page can be read. */
public final class Contrast {
    /** Functions for scripts: a colour's numbers, its luminance, and what is behind an element. */
    static final String COLOURS = """
            var rgb = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
            var luminance = ([r, g, b]) => {
              const [x, y, z] = [r, g, b].map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
              return 0.2126 * x + 0.7152 * y + 0.0722 * z;
            };
            var behind = (element) => {
              for (let e = element; e; e = e.parentElement) {
                const colour = rgb(getComputedStyle(e).backgroundColor);
                const image = getComputedStyle(e).backgroundImage.match(/rgb\\([^)]*\\)(?= [\\d.]+)/g);
                if (e.matches('.question') && image) {
                  return rgb(image.at(-1));
                }
                if (colour.length === 3 || colour[3] > 0.9) {
                  return colour;
                }
              }
              return [255, 255, 255];
            };
            """;

    private Contrast() {}

    /** Every text whose contrast with what is behind it is below 4.5, with its contrast. */
    public static List<String> unreadable(Browser.Page page) {
        return page.texts(COLOURS + """
                (() => {
                  const bad = [];
                  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    const element = node.parentElement;
                    const style = getComputedStyle(element);
                    const hidden = element.closest('.hidden, .skip, noscript, script, :disabled, svg') || !element.checkVisibility();
                    if (hidden || !node.textContent.trim()) {
                      continue;
                    }
                    const front = luminance(rgb(style.color));
                    const back = luminance(behind(element));
                    const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
                    if (contrast < 4.5) {
                      bad.push(element.tagName + '.' + element.className + ' ' + contrast.toFixed(2) + ' ' + node.textContent.trim());
                    }
                  }
                  return bad;
                })()""");
    }
}
