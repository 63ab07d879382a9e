import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Writes payloads with Java's Avro library, and reads payloads with it; see README.md. */
public final class Fixtures {
    private static final GenericData DATA = new GenericData();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Map<Integer, Schema> schemas = new LinkedHashMap<>();

    private Fixtures(Path directory) throws IOException {
        this.directory = directory;
        for (String line : Files.readAllLines(directory.resolve("schemas/ids.txt"))) {
            String[] parts = line.split(" ");
            schemas.put(Integer.valueOf(parts[0]), schema(parts[1]));
        }
    }

    public static void main(String[] arguments) throws IOException {
        DATA.addLogicalTypeConversion(new Conversions.DecimalConversion());
        DATA.addLogicalTypeConversion(new Conversions.UUIDConversion());
        Fixtures fixtures = new Fixtures(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "write" -> fixtures.write(arguments[2]);
            case "read" -> fixtures.read(arguments[2], arguments[3]);
            default -> throw new IllegalArgumentException("write DIRECTORY PAYLOADS | read DIRECTORY PAYLOADS VALUES");
        }
    }

    private Schema schema(String name) throws IOException {
        return new Schema.Parser().setValidateDefaults(true).parse(new File(directory.toFile(), "schemas/" + name + ".avsc"));
    }

    // Writing: a line is the case's name, a space, and the payload in hexadecimal digits.

    private void write(String payloads) throws IOException {
        List<String> lines = new ArrayList<>();
        Schema product = schema("dispatch-product");
        lines.add(payload("dispatch-product", record(product, "address", "2 Roadford Avenue"), false));
        lines.add(payload("dispatch-product-unicode", record(product, "address", "Große Straße 7, 東京 😀, and more than sixty-three bytes of text"), false));
        Schema ksql = schema("ksql-dispatch-products");
        lines.add(payload("ksql-dispatch-products", record(ksql, "ADDRESS", "2 Roadford Avenue"), false));
        lines.add(payload("ksql-dispatch-products-null", record(ksql, "ADDRESS", null), false));
        lines.add(payload("ksql-orders", ksqlOrder(), false));
        lines.add(payload("ksql-orders-null", new GenericRecordBuilder(schema("ksql-orders")).build(), false));
        lines.add(payload("wide", wide(), false));
        lines.add(payload("wide-in-blocks", wide(), true));
        lines.add(payload("item-v1", item(), false));
        Files.write(directory.resolve(payloads), lines);
    }

    private GenericRecord ksqlOrder() throws IOException {
        Schema schema = schema("ksql-orders");
        Schema shipTo = schema.getField("SHIP_TO").schema().getTypes().get(1);
        return record(
            schema, "CUSTOMER_NAME", "Ada", "PIECES", 3, "CUSTOMER_ID", 12005L, "WEIGHT", 1.5, "EXPRESS", true, "PRICE", new BigDecimal("-99.95"),
            "PLACED", Instant.parse("2026-02-03T04:05:06.789Z").toEpochMilli(), "TAGS", Arrays.asList("a", null, "b"),
            "SHIP_TO", record(shipTo, "STREET", "2 Roadford Avenue", "CITY", null));
    }

    private GenericRecord wide() throws IOException {
        Schema schema = schema("wide");
        Schema size = schema.getField("size").schema();
        GenericRecord inner = record(
            schema, "flag", false, "small", Integer.MAX_VALUE, "big", -1L, "ratio", 0f, "exact", -2.25, "text", "", "data", ByteBuffer.wrap(new byte[0]),
            "nothing", null, "note", null, "limit", null, "choice", record(size, "width", 7, "unit", "mm"), "color", color(schema, "RED"),
            "numbers", List.of(), "names", List.of(), "counts", Map.of(), "checksum", checksum(schema, 0, 0, 0, 0), "size", record(size, "width", 0, "unit", ""),
            "sizes", List.of(), "price", new BigDecimal("0.00"), "rate", new BigDecimal("123456789012.345678"), "day", 0, "slot", 0, "instant", 0L,
            "sent", 0L, "seen", 0L, "token", new UUID(0, 0), "previous", null);
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("one", 1L);
        counts.put("many", Long.MAX_VALUE);
        return record(
            schema, "flag", true, "small", Integer.MIN_VALUE, "big", Long.MIN_VALUE, "ratio", 1.5f, "exact", 0.1, "text", "käse", "data", ByteBuffer.wrap(new byte[] {0, -1, 127}),
            "nothing", null, "note", "a note", "limit", 64L, "choice", -65L, "color", color(schema, "BLUE"),
            "numbers", List.of(1, -1, 63, 64, -64, -65, 300000), "names", Arrays.asList("x", null), "counts", counts, "checksum", checksum(schema, 1, 2, -3, -4),
            "size", record(size, "width", 150, "unit", "cm"), "sizes", List.of(record(size, "width", 1, "unit", "m"), record(size, "width", 2, "unit", "m")),
            "price", new BigDecimal("1.28"), "rate", new BigDecimal("-0.000001"), "day", (int) LocalDate.of(2026, 2, 3).toEpochDay(),
            "slot", (int) (LocalTime.of(8, 30, 0, 5_000_000).toNanoOfDay() / 1_000_000), "instant", LocalTime.of(23, 59, 59, 999_999_000).toNanoOfDay() / 1_000,
            "sent", Instant.parse("2026-02-03T04:05:06.789Z").toEpochMilli(), "seen", Instant.parse("1969-12-31T23:59:59.999Z").toEpochMilli() * 1_000 + 999,
            "token", UUID.fromString("0b8f4c1e-6a3b-4f1b-9a33-b0f1a3c4d5e6"), "previous", inner);
    }

    private GenericRecord item() throws IOException {
        Schema schema = schema("item-v1");
        Schema part = schema.getField("parts").schema().getElementType();
        return record(
            schema, "title", "Lamp", "dropped", List.of(Map.of("a", ByteBuffer.wrap(new byte[] {1, 2})), Map.of()), "count", -7, "weight", 0.5f, "volume", 1L << 20,
            "code", "L-1", "size", 42, "grade", 2, "parts", List.of(record(part, "id", 1, "gone", 1.0), record(part, "id", 300, "gone", 2.0)));
    }

    private static GenericRecord record(Schema schema, Object... namesAndValues) {
        GenericRecord record = new GenericData.Record(schema);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            record.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }

        return record;
    }

    private static Object color(Schema wide, String symbol) {
        return new GenericData.EnumSymbol(wide.getField("color").schema(), symbol);
    }

    private static Object checksum(Schema wide, int... bytes) {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            data[i] = (byte) bytes[i];
        }

        return new GenericData.Fixed(wide.getField("checksum").schema(), data);
    }

    /** Confluent's wire format: a zero, the schema's id as Java writes an int, the value. */
    private String payload(String name, GenericRecord record, boolean inBlocks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeByte(0);
        header.writeInt(schemas.entrySet().stream().filter(known -> known.getValue().equals(record.getSchema())).findFirst().orElseThrow().getKey());
        EncoderFactory encoders = new EncoderFactory().configureBlockSize(64);
        BinaryEncoder encoder = inBlocks ? encoders.blockingBinaryEncoder(bytes, null) : encoders.binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema(), DATA).write(record, encoder);
        encoder.flush();
        StringBuilder line = new StringBuilder(name).append(' ');
        for (byte b : bytes.toByteArray()) {
            line.append(String.format("%02X", b));
        }

        return line.toString();
    }

    // Reading: a line is the case's name, a space, and the value as JSON.

    private void read(String payloads, String values) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve(payloads))) {
            String[] parts = line.split(" ");
            ByteBuffer data = ByteBuffer.allocate(parts[1].length() / 2);
            for (int i = 0; i < parts[1].length(); i += 2) {
                data.put((byte) Integer.parseInt(parts[1].substring(i, i + 2), 16));
            }

            data.flip();
            if (data.get() != 0) {
                throw new IOException(parts[0] + " does not begin with a zero.");
            }

            Schema writer = schemas.get(data.getInt());
            lines.add(parts[0] + " " + read(writer, writer, data.duplicate()));
            if (parts[0].equals("item-v1")) {
                lines.add("item-v1-as-v2 " + read(writer, schema("item-v2"), data.duplicate()));
            }
        }

        Files.write(directory.resolve(values), lines);
    }

    private static String read(Schema writer, Schema reader, ByteBuffer data) throws IOException {
        var decoder = DecoderFactory.get().binaryDecoder(data.array(), data.position(), data.remaining(), null);
        GenericRecord record = new GenericDatumReader<GenericRecord>(writer, reader, DATA).read(null, decoder);
        if (!decoder.isEnd()) {
            throw new IOException("Bytes are left after " + record);
        }

        return print(record, reader);
    }

    private static String print(Object value, Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return switch (schema.getType()) {
            case UNION -> print(value, schema.getTypes().get(DATA.resolveUnion(schema, value)));
            case RECORD -> schema.getFields().stream()
                .map(field -> quote(field.name()) + ":" + print(((GenericRecord) value).get(field.pos()), field.schema()))
                .collect(Collectors.joining(",", "{", "}"));
            case ARRAY -> ((List<?>) value).stream().map(item -> print(item, schema.getElementType())).collect(Collectors.joining(",", "[", "]"));
            case MAP -> ((Map<?, ?>) value).entrySet().stream()
                .sorted((one, other) -> one.getKey().toString().compareTo(other.getKey().toString()))
                .map(entry -> quote(entry.getKey()) + ":" + print(entry.getValue(), schema.getValueType()))
                .collect(Collectors.joining(",", "{", "}"));
            case BYTES -> value instanceof BigDecimal number ? number.toPlainString() : hex(((ByteBuffer) value).duplicate());
            case FIXED -> value instanceof BigDecimal number ? number.toPlainString() : hex(ByteBuffer.wrap(((GenericData.Fixed) value).bytes()));
            case INT, LONG -> logical == null ? value.toString() : quote(time(logical.getName(), ((Number) value).longValue()));
            case STRING, ENUM -> quote(value);
            default -> String.valueOf(value);
        };
    }

    private static String time(String logical, long value) {
        return switch (logical) {
            case "date" -> LocalDate.ofEpochDay(value).toString();
            case "time-millis" -> TIME.format(LocalTime.ofNanoOfDay(value * 1_000_000));
            case "time-micros" -> TIME.format(LocalTime.ofNanoOfDay(value * 1_000));
            case "timestamp-millis" -> TIMESTAMP.format(Instant.ofEpochMilli(value));
            case "timestamp-micros" -> TIMESTAMP.format(Instant.EPOCH.plusNanos(value * 1_000));
            default -> throw new IllegalArgumentException(logical);
        };
    }

    private static String hex(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder();
        while (bytes.hasRemaining()) {
            text.append(String.format("%02X", bytes.get()));
        }

        return quote(text);
    }

    private static String quote(Object text) {
        return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
