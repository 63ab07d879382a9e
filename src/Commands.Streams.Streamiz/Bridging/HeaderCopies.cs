using Header = Commands.Streams.Records.Header;
using Headers = Commands.Streams.Records.Headers;
using KafkaHeaders = Confluent.Kafka.Headers;

namespace Commands.Streams.Bridging;

/// <summary>
/// Copies headers between the engine, where they cannot change, and the Kafka client, where all who have them can change them. Order, repeated names, empty
/// values and null values stay.
/// </summary>
internal static class HeaderCopies
{
    public static KafkaHeaders ToClient(Headers? headers)
    {
        var copies = new KafkaHeaders();
        foreach (var header in headers ?? Headers.Empty)
        {
            copies.Add(header.Name, header.Value);
        }

        return copies;
    }

    public static Headers ToEngine(KafkaHeaders? headers)
    {
        if (headers is null || headers.Count == 0)
        {
            return Headers.Empty;
        }

        var copies = new List<Header>(headers.Count);
        foreach (var header in headers)
        {
            if (header is not RawTimestampHeader)
            {
                copies.Add(new Header(header.Key, header.GetValueBytes()));
            }
        }

        return Headers.From([.. copies]);
    }
}
