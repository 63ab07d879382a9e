import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Answers what Java's Avro makes of schemas and data: one request, a JSON object, on each line of the input; one answer on each line of the output. */
public final class Reference {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EncoderFactory SMALL_BLOCKS = new EncoderFactory().configureBlockSize(64);

    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            output.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
        }
    }

    private static ObjectNode answer(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            Schema schema = new Schema.Parser().parse(request.get("schema").textValue());
            answer.put("canonical", SchemaNormalization.toParsingForm(schema));
            if (request.has("seed")) {
                write(schema, new Values(new Random(request.get("seed").longValue()), schema, JSON.readTree(request.get("schema").textValue())), request.get("count").intValue(), answer.putArray("values"));
            }
            if (request.has("reader") && answer.has("values")) {
                resolve(request, schema, answer);
            }
            if (request.has("data")) {
                ArrayNode texts = answer.putArray("texts");
                for (JsonNode data : request.get("data")) {
                    texts.add(read(schema, schema, data.textValue()));
                }
            }
        } catch (Exception | StackOverflowError exception) {
            answer.put("error", exception.toString());
        }
        return answer;
    }

    private static void write(Schema schema, Values source, int count, ArrayNode values) throws IOException {
        for (int i = 0; i < count; i++) {
            Object value;
            try {
                value = source.next(schema, 0);
            } catch (UnsupportedOperationException exception) {
                continue;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = i % 3 == 2 ? SMALL_BLOCKS.blockingBinaryEncoder(bytes, null) : EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<>(schema).write(value, encoder);
            encoder.flush();
            ObjectNode written = values.addObject();
            written.put("data", HexFormat.of().formatHex(bytes.toByteArray()));
            written.put("isOneBlock", i % 3 != 2);
            written.put("text", print(value));
        }
    }

    private static void resolve(JsonNode request, Schema writer, ObjectNode answer) {
        Schema reader;
        try {
            reader = new Schema.Parser().parse(request.get("reader").textValue());
        } catch (Exception | StackOverflowError exception) {
            answer.put("readerError", exception.toString());
            return;
        }
        boolean compatible = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType() == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
        answer.put("isCompatible", compatible);
        for (JsonNode value : answer.get("values")) {
            try {
                ((ObjectNode) value).put("resolved", read(writer, reader, value.get("data").textValue()));
            } catch (Exception | StackOverflowError exception) {
                ((ObjectNode) value).put("resolveError", exception.toString());
            }
        }
    }

    private static String read(Schema writer, Schema reader, String data) throws IOException {
        Decoder decoder = DecoderFactory.get().binaryDecoder(HexFormat.of().parseHex(data), null);
        return print(new GenericDatumReader<>(writer, reader).read(null, decoder));
    }

    /** Prints a value so that two of them have the same text only if they are the same in type and bits. */
    private static String print(Object value) {
        if (value instanceof Integer || value instanceof Boolean || value == null) {
            return String.valueOf(value);
        }
        if (value instanceof Long) {
            return value + "L";
        }
        if (value instanceof Float number) {
            return String.format("%08xf", Float.floatToRawIntBits(number));
        }
        if (value instanceof Double number) {
            return String.format("%016xd", Double.doubleToRawLongBits(number));
        }
        if (value instanceof CharSequence) {
            return quote(value.toString());
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return "bytes'" + HexFormat.of().formatHex(copy) + "'";
        }
        if (value instanceof GenericFixed bytes) {
            return "fixed'" + HexFormat.of().formatHex(bytes.bytes()) + "'";
        }
        if (value instanceof GenericEnumSymbol<?> symbol) {
            return "@" + symbol;
        }
        if (value instanceof IndexedRecord record) {
            List<String> fields = new ArrayList<>();
            for (Schema.Field field : record.getSchema().getFields()) {
                fields.add(field.name() + "=" + print(record.get(field.pos())));
            }
            return record.getSchema().getFullName() + "(" + String.join(",", fields) + ")";
        }
        if (value instanceof Collection<?> items) {
            return "[" + String.join(",", items.stream().map(Reference::print).toList()) + "]";
        }
        Map<String, String> entries = new TreeMap<>();
        ((Map<?, ?>) value).forEach((key, entry) -> entries.put(key.toString(), print(entry)));
        return "{" + String.join(",", entries.entrySet().stream().map(entry -> quote(entry.getKey()) + ":" + entry.getValue()).toList()) + "}";
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char unit : text.toCharArray()) {
            quoted.append(unit > ' ' && unit < 127 && unit != '"' && unit != '\\' ? String.valueOf(unit) : String.format("\\u%04x", (int) unit));
        }
        return quoted.append('"').toString();
    }

    /** Random values. Those of logical types are within what both languages have. */
    private static final class Values {
        private static final int MAX_DEPTH = 6;
        private static final String[] TEXTS = {"", "a", "2024-05-01", "2024-05-01T12:00:00+02:00", "\u00e9\u4e2d\ud83d\ude00", "\u0000\n\"\\", "0123456789abcdefghijklmnopqrstuvwxyz".repeat(4)};
        private static final long[] NUMBERS = {0, 1, -1, 63, 64, -64, -65, 8191, 8192, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE};

        private final Random random;

        private final Map<Schema, LogicalType> logicalTypes = new IdentityHashMap<>();
        private final Map<String, Schema> records = new HashMap<>();

        Values(Random random, Schema schema, JsonNode described) {
            this.random = random;
            find(schema, described);
        }

        /** Finds the logical types in the text: in a recursive schema, the parsed objects have lost them, and a record has several objects. */
        private void find(Schema schema, JsonNode described) {
            switch (schema.getType()) {
                case RECORD:
                    if (described.isObject()) {
                        records.putIfAbsent(schema.getFullName(), schema);
                    }
                    for (Schema.Field field : described.isObject() ? schema.getFields() : List.<Schema.Field>of()) {
                        find(field.schema(), described.get("fields").get(field.pos()).get("type"));
                    }
                    break;
                case ARRAY:
                    find(schema.getElementType(), described.get("items"));
                    break;
                case MAP:
                    find(schema.getValueType(), described.get("values"));
                    break;
                case UNION:
                    for (int i = 0; i < described.size(); i++) {
                        find(schema.getTypes().get(i), described.get(i));
                    }
                    break;
                default:
                    if (described.has("logicalType") && schema.getType() != Schema.Type.ENUM && schema.getType() != Schema.Type.FIXED) {
                        LogicalType logical = new Schema.Parser().parse(described.toString()).getLogicalType();
                        if (logical != null) {
                            logicalTypes.put(schema, logical);
                        }
                    }
            }
        }

        Object next(Schema schema, int depth) {
            LogicalType logical = logicalTypes.getOrDefault(schema, schema.getLogicalType());
            if (logical != null) {
                return logical(schema, logical);
            }
            switch (schema.getType()) {
                case NULL: return null;
                case BOOLEAN: return random.nextBoolean();
                case INT: return (int) number();
                case LONG: return number();
                case FLOAT: return random.nextInt(8) == 0 ? Float.NaN : (float) random.nextGaussian() * 1e10f;
                case DOUBLE: return random.nextInt(8) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian() * 1e100;
                case STRING: return text();
                case BYTES: return ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8));
                case FIXED: return new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
                case ENUM: return new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(random.nextInt(schema.getEnumSymbols().size())));
                case ARRAY: {
                    GenericData.Array<Object> items = new GenericData.Array<>(4, schema);
                    for (int i = size(depth); i > 0; i--) {
                        items.add(next(schema.getElementType(), depth + 1));
                    }
                    return items;
                }
                case MAP: {
                    Map<String, Object> entries = new LinkedHashMap<>();
                    for (int i = size(depth); i > 0; i--) {
                        entries.put(text() + i, next(schema.getValueType(), depth + 1));
                    }
                    return entries;
                }
                case UNION: return union(schema, depth);
                default: {
                    GenericData.Record record = new GenericData.Record(schema);
                    for (Schema.Field field : records.getOrDefault(schema.getFullName(), schema).getFields()) {
                        record.put(field.pos(), next(field.schema(), depth + 1));
                    }
                    return record;
                }
            }
        }

        private Object union(Schema schema, int depth) {
            List<Schema> branches = schema.getTypes();
            if (branches.isEmpty()) {
                throw new UnsupportedOperationException("A union without branches has no values.");
            }
            for (Schema branch : branches) {
                if (branch.getType() == Schema.Type.NULL && depth > MAX_DEPTH) {
                    return null;
                }
            }
            return next(branches.get(random.nextInt(branches.size())), depth);
        }

        private Object logical(Schema schema, LogicalType logical) {
            switch (logical.getName()) {
                case "date": return (int) between(-719162, 2932896);
                case "time-millis": return (int) between(0, 86_399_999);
                case "time-micros": return between(0, 86_399_999_999L);
                case "timestamp-millis": case "local-timestamp-millis": return between(-62_135_596_800_000L, 253_402_300_799_999L);
                case "timestamp-micros": case "local-timestamp-micros": return between(-62_135_596_800_000_000L, 253_402_300_799_999_999L);
                case "uuid": return schema.getType() == Schema.Type.STRING ? new UUID(random.nextLong(), random.nextLong()).toString() : new GenericData.Fixed(schema, bytes(16));
                case "decimal": return decimal(schema, (LogicalTypes.Decimal) logical);
                default: return schema.getType() == Schema.Type.LONG ? number()
                    : schema.getType() == Schema.Type.FIXED ? new GenericData.Fixed(schema, bytes(schema.getFixedSize()))
                    : ByteBuffer.wrap(bytes(5));
            }
        }

        private Object decimal(Schema schema, LogicalTypes.Decimal logical) {
            BigInteger unscaled = new BigInteger(random.nextInt(4) == 0 ? 1 : 200, random).mod(BigInteger.TEN.pow(Math.min(logical.getPrecision(), 28)));
            byte[] bytes = (random.nextBoolean() ? unscaled : unscaled.negate()).toByteArray();
            if (schema.getType() == Schema.Type.BYTES) {
                return ByteBuffer.wrap(bytes);
            }
            byte[] padded = new byte[schema.getFixedSize()];
            Arrays.fill(padded, bytes[0] < 0 ? (byte) -1 : 0);
            System.arraycopy(bytes, 0, padded, padded.length - bytes.length, bytes.length);
            return new GenericData.Fixed(schema, padded);
        }

        private int size(int depth) {
            return depth > MAX_DEPTH ? 0 : random.nextInt(4);
        }

        private long between(long least, long most) {
            return random.nextInt(10) == 0 ? (random.nextBoolean() ? least : most) : least + (long) (random.nextDouble() * (most - least));
        }

        private long number() {
            return random.nextInt(3) == 0 ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong() >> random.nextInt(64);
        }

        private String text() {
            return TEXTS[random.nextInt(TEXTS.length)];
        }

        private byte[] bytes(int count) {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        }
    }
}
