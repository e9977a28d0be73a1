package dev.carteiro.runtime.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads an operator's properties file in UTF-8. Stateless. */
public final class PropertiesFile {
    private PropertiesFile() {
    }

    /**
     * @param what the kind of file, which begins the error message, for example {@code "settings file"}
     * @throws InvalidSetting with the reason in one line, if the file cannot be read
     */
    public static Map<String, String> read(Path file, String what) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(reader);
        } catch (NoSuchFileException e) {
            throw unreadable(file, what, "it does not exist");
        } catch (AccessDeniedException e) {
            throw unreadable(file, what, "its permissions do not allow it");
        } catch (CharacterCodingException e) {
            throw unreadable(file, what, "it is not UTF-8 text");
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(file, what, String.valueOf(e.getMessage()));
        }
    }

    static Map<String, String> read(Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        Map<String, String> map = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    private static InvalidSetting unreadable(Path file, String what, String why) {
        return new InvalidSetting(what + " " + file + " cannot be read: " + why);
    }
}
