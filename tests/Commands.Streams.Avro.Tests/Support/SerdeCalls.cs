using System.Buffers;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Avro.Tests.Support;

/// <summary>Calls serdes as the engine does: again once what they wait for has ended.</summary>
internal static class SerdeCalls
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static SerializationContext Value(string topic) => new(topic, RecordComponent.Value, Headers.Empty);

    public static async Task<byte[]> SerializeAsync<T>(ISerde<T> serde, T value, string topic = "orders")
    {
        while (true)
        {
            try
            {
                var buffer = new ArrayBufferWriter<byte>();
                serde.Serialize(value, buffer, Value(topic));
                return buffer.WrittenSpan.ToArray();
            }
            catch (SerdeNotReadyException notReady)
            {
                await notReady.Ready.WaitAsync(Deadline);
            }
        }
    }

    public static async Task<T> DeserializeAsync<T>(ISerde<T> serde, byte[] data, string topic = "orders")
    {
        while (true)
        {
            try
            {
                return serde.Deserialize(data, Value(topic));
            }
            catch (SerdeNotReadyException notReady)
            {
                await notReady.Ready.WaitAsync(Deadline);
            }
        }
    }
}
