using Commands.Streams.State.Bytes;
using Commands.Streams.Tests.State.Contract;

namespace Commands.Streams.RocksDb.Tests.Support;

/// <summary>Batches of which each leaves its number as metadata, and what a store holds after each.</summary>
internal static class History
{
    private const int Keys = 40;

    /// <summary>Applies batches, the numbers of which start at 1.</summary>
    public static void Apply(IBytesStore store, int first, int last)
    {
        for (var number = first; number <= last; number++)
        {
            var batch = store.CreateBatch();
            batch.Put(PutKey(number), Value(number));
            batch.Delete(DeletedKey(number));
            batch.Apply(BitConverter.GetBytes(number));
        }
    }

    /// <summary>Checks that a store holds what it held after the batch that its metadata names.</summary>
    /// <returns>The batch's number; 0 for an empty store.</returns>
    public static int Check(IBytesStore store)
    {
        var last = store.Metadata is { } metadata ? BitConverter.ToInt32(metadata) : 0;
        var model = new BytesModel();
        for (var number = 1; number <= last; number++)
        {
            model.Put(PutKey(number), Value(number));
            model.Delete(DeletedKey(number));
        }

        store.Entries().Should().Equal(model.Scan([], null, isReverse: false));
        for (byte key = 0; key < Keys; key++)
        {
            (store.TryGet([key], out var value) ? Convert.ToHexString(value) : null).Should().Be(model.Get([key]));
        }

        return last;
    }

    private static byte[] PutKey(int number) => [(byte)(number % Keys)];

    private static byte[] DeletedKey(int number) => [(byte)(number * 7 % Keys)];

    private static byte[] Value(int number)
    {
        var value = new byte[1000];
        new Random(number).NextBytes(value);
        return value;
    }
}
