import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** Reads records with Java's Avro: the first line is their schema, each further one a record's bytes in hexadecimal. Prints each as JSON. */
class ReadAvro {
    public static void main(String[] arguments) throws Exception {
        var input = new BufferedReader(new InputStreamReader(System.in));
        var reader = new GenericDatumReader<GenericRecord>(new Schema.Parser().parse(input.readLine()));
        for (var line = input.readLine(); line != null; line = input.readLine()) {
            var decoder = DecoderFactory.get().binaryDecoder(HexFormat.of().parseHex(line), null);
            System.out.println(reader.read(null, decoder));
            if (!decoder.isEnd()) {
                throw new IllegalStateException("Bytes are left over.");
            }
        }
    }
}
