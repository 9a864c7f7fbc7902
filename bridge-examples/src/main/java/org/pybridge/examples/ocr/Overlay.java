package org.pybridge.examples.ocr;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The page with a box around each word: green where the reader was sure, red where it was not. */
final class Overlay {
    private static final float SURE = 100;
    private static final float GREEN = 0.33f;

    private Overlay() {}

    static void write(Reading reading, Path file) throws IOException {
        BufferedImage page = ImageIO.read(new ByteArrayInputStream(reading.prepared()));
        BufferedImage drawn = new BufferedImage(page.getWidth(), page.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawn.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.drawImage(page, 0, 0, null);
            pen.setStroke(new BasicStroke(2));
            pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
            for (Word word : reading.words()) {
                pen.setColor(Color.getHSBColor((float) word.confidence() / SURE * GREEN, 1, 0.8f));
                pen.drawRect(word.left(), word.top(), word.width(), word.height());
                pen.drawString(Math.round(word.confidence()) + "", word.left(), word.top() - 2);
            }
        } finally {
            pen.dispose();
        }
        ImageIO.write(drawn, "png", file.toFile());
    }
}
