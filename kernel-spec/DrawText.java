import java.awt.image.BufferedImage;

/** Draws a word without a display, which works only where Java finds FreeType, fontconfig and a font. */
class DrawText {
    public static void main(String[] args) {
        var image = new BufferedImage(80, 20, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().drawString("Unspool", 5, 15);
        var drawn = java.util.Arrays.stream(image.getRGB(0, 0, 80, 20, null, 0, 80)).anyMatch(rgb -> rgb != 0xff000000);
        System.exit(drawn ? 0 : 1);
    }
}
