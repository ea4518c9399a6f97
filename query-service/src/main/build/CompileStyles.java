import de.larsgrefer.sass.embedded.SassCompilerFactory;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compiles the first argument (SCSS) into the second (CSS), compressed. Run by the build; needs no node. */
class CompileStyles {

    public static void main(String[] arguments) throws Exception {
        try (var sass = SassCompilerFactory.bundled()) {
            sass.setOutputStyle(com.sass_lang.embedded_protocol.OutputStyle.COMPRESSED);
            sass.setQuietDeps(true);
            sass.setLoadPaths(java.util.List.of(new File(arguments[0]).getAbsoluteFile().getParentFile()));
            var css = sass.compileFile(new File(arguments[0])).getCss();
            var out = Path.of(arguments[1]);
            Files.createDirectories(out.getParent());
            Files.writeString(out, css);
        }
    }
}
