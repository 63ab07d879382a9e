using Commands.Streams.RocksDb.Tests.Support;
using Commands.Streams.State.Bytes;
using CsCheck;

namespace Commands.Streams.RocksDb.Tests.Databases;

/// <summary>A store against a sorted dictionary: random writes, scans in both directions, restarts and crashes.</summary>
public sealed class RocksDbStoreModelTests
{
    // Short keys of few bytes, the smallest and the largest among them: prefixes, the empty key and neighbours come up all the time.
    private static readonly byte[] Bytes = [0, 1, 127, 128, 255];

    private static readonly Gen<byte[]> Key = Gen.Int[0, 4].Select(index => Bytes[index]).Array[0, 3];

    private static readonly Gen<byte[]> Value = Gen.Byte.Array[0, 20];

    private static readonly Gen<Operation> Operations = Gen.Frequency(
        (20, Gen.Select(Key, Value, (key, value) => new Operation(Kind.Put, key, value))),
        (5, Key.Select(key => new Operation(Kind.Delete, key, []))),
        (3, Gen.Select(Key, Key, (from, to) => new Operation(Kind.DeleteRange, from, to))),
        (6, Value.Select(metadata => new Operation(Kind.Apply, [], metadata))),
        (1, Gen.Const(new Operation(Kind.Discard, [], []))),
        (1, Gen.Const(new Operation(Kind.Restore, [], []))),
        (1, Gen.Const(new Operation(Kind.Reopen, [], []))),
        (1, Gen.Const(new Operation(Kind.Kill, [], []))),
        (1, Gen.Const(new Operation(Kind.Clear, [], []))),
        (5, Gen.Select(Key, Key, (from, to) => new Operation(Kind.Scan, from, to))));

    private enum Kind
    {
        Put,
        Delete,
        DeleteRange,
        Apply,
        Discard,
        Restore,
        Reopen,
        Kill,
        Clear,
        Scan,
    }

    [Test]
    public void A_store_holds_what_a_sorted_dictionary_holds() => Operations.Array[0, 60].Sample(
        operations =>
        {
            using var run = new ModelRun();
            foreach (var operation in operations)
            {
                Perform(run, operation);
            }

            run.Apply([]);
            run.Compare();
        },
        iter: 50,
        threads: 1);

    private static void Perform(ModelRun run, Operation operation)
    {
        switch (operation.Kind)
        {
            case Kind.Put:
                run.Put(operation.First, operation.Second);
                break;
            case Kind.Delete:
                run.Delete(operation.First);
                break;
            case Kind.DeleteRange:
                run.DeleteRange(operation.First, operation.Second);
                break;
            case Kind.Apply:
                run.Apply(operation.Second);
                run.Compare();
                break;
            case Kind.Discard:
                run.Discard();
                break;
            case Kind.Restore:
                run.Restore();
                break;
            case Kind.Reopen:
                run.Reopen();
                run.Compare();
                break;
            case Kind.Kill:
                run.Kill();
                run.Compare();
                break;
            case Kind.Clear:
                run.Clear();
                run.Compare();
                break;
            default:
                run.CompareRange(new BytesRange { From = operation.First, To = operation.Second, HasTo = true });
                run.CompareRange(new BytesRange { From = operation.First });
                break;
        }
    }

    private sealed record Operation(Kind Kind, byte[] First, byte[] Second);
}
