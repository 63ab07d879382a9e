using Commands.Streams.RocksDb.Tests.Support;
using Commands.Streams.Tests.State.Contract;
using CsCheck;

namespace Commands.Streams.RocksDb.Tests.Databases;

/// <summary>A store that is closed, killed, restored and cleared between its writes, against a sorted dictionary.</summary>
public sealed class RocksDbStoreModelTests
{
    private static readonly Gen<Action<ModelRun>> Step = Gen.Frequency(
        (20, Gen.Select(BytesGen.Key, BytesGen.Value, Act((run, key, value) => run.Put(key, value)))),
        (5, BytesGen.Key.Select(key => new Action<ModelRun>(run => run.Delete(key)))),
        (3, Gen.Select(BytesGen.Key, BytesGen.Key, Act((run, from, to) => run.DeleteRange(from, to)))),
        (6, BytesGen.Key.Select(metadata => new Action<ModelRun>(run => run.Apply(metadata)))),
        (1, Gen.Const<Action<ModelRun>>(run => run.Discard())),
        (1, Gen.Const<Action<ModelRun>>(run => run.Restore())),
        (1, Gen.Const<Action<ModelRun>>(run => run.Reopen())),
        (1, Gen.Const<Action<ModelRun>>(run => run.Kill())),
        (1, Gen.Const<Action<ModelRun>>(run => run.Clear())));

    [Test]
    public void What_was_applied_is_there_and_nothing_else() => Step.Array[0, 60].Sample(
        steps =>
        {
            using var run = new ModelRun();
            foreach (var step in steps)
            {
                step(run);
                run.Compare();
            }
        },
        iter: 40);

    private static Func<byte[], byte[], Action<ModelRun>> Act(Action<ModelRun, byte[], byte[]> act) => (first, second) => run => act(run, first, second);
}
