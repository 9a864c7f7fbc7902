package org.pybridge.examples.ocr;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.IndexColorModel;
import java.awt.image.Kernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Makes the scanned page that comes with this example: a text in several fonts, put askew on the glass, under uneven light, with a
 * little blur and noise. Its two arguments are the text and the image to write.
 */
final class SampleScan {
    private static final int WIDTH = 1240;
    private static final int HEIGHT = 1180;
    private static final int MARGIN = 110;
    private static final int LINE = 44;
    private static final double ASKEW = Math.toRadians(1.7);
    private static final int GRAYS = 16;
    private static final long SEED = 6;

    private SampleScan() {}

    public static void main(String[] arguments) throws IOException {
        List<String> text = Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8);
        ImageIO.write(scanned(printed(text)), "png", Path.of(arguments[1]).toFile());
    }

    private static BufferedImage printed(List<String> text) {
        Font[] fonts = {
            new Font("DejaVu Serif", Font.PLAIN, 27),
            new Font("DejaVu Sans", Font.PLAIN, 26),
            new Font("DejaVu Sans Mono", Font.PLAIN, 24),
            new Font("DejaVu Serif", Font.BOLD, 27)
        };
        BufferedImage page = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = page.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(new Color(0x30, 0x30, 0x30));
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.rotate(ASKEW, WIDTH / 2.0, HEIGHT / 2.0);
        int paragraph = 0;
        int y = MARGIN;
        for (String line : text) {
            paragraph += line.isBlank() ? 1 : 0;
            pen.setFont(fonts[paragraph % fonts.length]);
            pen.drawString(line, MARGIN, y);
            y += LINE;
        }
        pen.dispose();
        float[] soft = {0.05f, 0.1f, 0.05f, 0.1f, 0.4f, 0.1f, 0.05f, 0.1f, 0.05f};
        return new ConvolveOp(new Kernel(3, 3, soft), ConvolveOp.EDGE_NO_OP, null).filter(page, null);
    }

    /** Light falls off to one corner; few grays keep the file small. */
    private static BufferedImage scanned(BufferedImage page) {
        Random random = new Random(SEED);
        byte[] grays = new byte[GRAYS];
        for (int i = 0; i < GRAYS; i++) {
            grays[i] = (byte) (i * 255 / (GRAYS - 1));
        }
        BufferedImage scan = new BufferedImage(
                WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(4, GRAYS, grays, grays, grays));
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double light = 0.95 - 0.3 * x / WIDTH - 0.15 * y / HEIGHT;
                double gray = page.getRaster().getSample(x, y, 0) * light + random.nextGaussian() * 9;
                scan.getRaster().setSample(x, y, 0, (int) Math.max(0, Math.min(GRAYS - 1, Math.round(gray / 17))));
            }
        }
        return scan;
    }
}
