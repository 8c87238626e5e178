// Appends entries to a log in Tessera's POSIX storage and says, as JSON on the standard output, how fast that was: the peer of
// Concord's ledger in its measurement.
//
// A producer adds an entry, waits until Tessera says where it stands (by then entry, tiles and tree are synced to the disk), and
// adds the next. An entry is provable as soon as a reader that looks at the checkpoint every 5 ms finds one that covers it.
package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
)

const (
	origin = "concord.example/peer"
	look   = 5 * time.Millisecond
	unit   = float64(time.Millisecond)
)

var (
	directory  = flag.String("directory", "", "where the log is kept")
	producers  = flag.Int("producers", 1, "how many add at once")
	warmUp     = flag.Duration("warm-up", 2*time.Second, "how long before it is measured")
	duration   = flag.Duration("duration", 10*time.Second, "how long it is measured")
	entrySize  = flag.Int("entry-size", 700, "bytes of an entry")
	batchSize  = flag.Uint("batch-size", tessera.DefaultBatchMaxSize, "entries of a batch, at most")
	batchAge   = flag.Duration("batch-age", tessera.DefaultBatchMaxAge, "how long an entry waits for its batch, at most")
	checkpoint = flag.Duration("checkpoint-interval", 100*time.Millisecond, "time between checkpoints; Tessera's POSIX storage takes no less than 100 ms")
)

// figures is what is printed.
type figures struct {
	Entries       int     `json:"entries"`
	Seconds       float64 `json:"seconds"`
	PerSecond     float64 `json:"per_second"`
	AckP50        float64 `json:"ack_p50_ms"`
	AckP99        float64 `json:"ack_p99_ms"`
	ProvableP50   float64 `json:"provable_p50_ms"`
	ProvableP99   float64 `json:"provable_p99_ms"`
	BytesPerEntry float64 `json:"bytes_per_entry"`
	Size          uint64  `json:"size"`
}

// added is one entry that was acknowledged.
type added struct {
	index uint64
	asked time.Time
	acked time.Time
}

// seen is a checkpoint as the reader first saw it.
type seen struct {
	size uint64
	at   time.Time
}

func main() {
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	measured, err := run(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := json.NewEncoder(os.Stdout).Encode(measured); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) (*figures, error) {
	signer, err := newSigner()
	if err != nil {
		return nil, err
	}
	driver, err := posix.New(ctx, posix.Config{Path: *directory})
	if err != nil {
		return nil, err
	}
	options := tessera.NewAppendOptions().
		WithCheckpointSigner(signer).
		WithBatching(*batchSize, *batchAge).
		WithCheckpointInterval(*checkpoint)
	appender, shutdown, reader, err := tessera.NewAppender(ctx, driver, options)
	if err != nil {
		return nil, err
	}
	watch := watchCheckpoints(ctx, reader)
	begin := time.Now().Add(*warmUp)
	end := begin.Add(*duration)
	all, err := produce(ctx, appender, end)
	if err != nil {
		return nil, err
	}
	if err := shutdown(ctx); err != nil {
		return nil, err
	}
	size, err := reader.IntegratedSize(ctx)
	if err != nil {
		return nil, err
	}
	checkpoints := watch.until(ctx, size)
	bytes, err := bytesOf(*directory)
	if err != nil {
		return nil, err
	}
	return judge(all, checkpoints, begin, end, size, bytes), nil
}

// newSigner makes the log's key: an Ed25519 one, as a signed note has it.
func newSigner() (note.Signer, error) {
	private, _, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return nil, err
	}
	return note.NewSigner(private)
}

func produce(ctx context.Context, appender *tessera.Appender, end time.Time) ([]added, error) {
	var wait sync.WaitGroup
	each := make([][]added, *producers)
	failures := make([]error, *producers)
	for i := range *producers {
		wait.Go(func() {
			for time.Now().Before(end) && failures[i] == nil {
				asked := time.Now()
				index, err := appender.Add(ctx, tessera.NewEntry(newEntry()))()
				if errors.Is(err, tessera.ErrPushback) {
					continue
				}
				failures[i] = err
				each[i] = append(each[i], added{index.Index, asked, time.Now()})
			}
		})
	}
	wait.Wait()
	return slices.Concat(each...), errors.Join(failures...)
}

// newEntry is text, as a record is, and like no other.
func newEntry() []byte {
	random := make([]byte, (*entrySize+1)/2)
	_, _ = rand.Read(random)
	return []byte(hex.EncodeToString(random))[:*entrySize]
}

// watcher keeps when each checkpoint was first seen.
type watcher struct {
	mutex sync.Mutex
	seen  []seen
}

func watchCheckpoints(ctx context.Context, reader tessera.LogReader) *watcher {
	w := &watcher{}
	go func() {
		for ctx.Err() == nil {
			if note, err := reader.ReadCheckpoint(ctx); err == nil {
				w.note(sizeOf(note), time.Now())
			}
			time.Sleep(look)
		}
	}()
	return w
}

func (w *watcher) note(size uint64, at time.Time) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if len(w.seen) == 0 || w.seen[len(w.seen)-1].size < size {
		w.seen = append(w.seen, seen{size, at})
	}
}

// until waits for a checkpoint over so many entries, a minute at most, and returns all that were seen.
func (w *watcher) until(ctx context.Context, size uint64) []seen {
	for limit := time.Now().Add(time.Minute); time.Now().Before(limit) && ctx.Err() == nil; time.Sleep(look) {
		w.mutex.Lock()
		all := slices.Clone(w.seen)
		w.mutex.Unlock()
		if len(all) > 0 && all[len(all)-1].size >= size {
			return all
		}
	}
	return nil
}

// sizeOf reads the second line of a checkpoint (C2SP tlog-checkpoint).
func sizeOf(note []byte) uint64 {
	lines := strings.SplitN(string(note), "\n", 3)
	if len(lines) < 3 {
		return 0
	}
	size, err := strconv.ParseUint(lines[1], 10, 64)
	if err != nil {
		return 0
	}
	return size
}

// bytesOf says how much of the disk the files take, block by block.
func bytesOf(directory string) (int64, error) {
	var sum int64
	err := filepath.WalkDir(directory, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if stat, ok := info.Sys().(*syscall.Stat_t); ok {
			sum += stat.Blocks * 512
		}
		return nil
	})
	return sum, err
}

func judge(all []added, checkpoints []seen, begin, end time.Time, size uint64, bytes int64) *figures {
	var acks, provable []float64
	for _, entry := range all {
		if entry.acked.Before(begin) || entry.acked.After(end) {
			continue
		}
		acks = append(acks, float64(entry.acked.Sub(entry.asked))/unit)
		first, _ := slices.BinarySearchFunc(checkpoints, entry.index+1, func(c seen, wanted uint64) int {
			if c.size < wanted {
				return -1
			}
			return 1
		})
		if first < len(checkpoints) {
			provable = append(provable, max(0, float64(checkpoints[first].at.Sub(entry.acked))/unit))
		}
	}
	seconds := end.Sub(begin).Seconds()
	return &figures{
		Entries:       len(acks),
		Seconds:       seconds,
		PerSecond:     float64(len(acks)) / seconds,
		AckP50:        quantile(acks, 0.5),
		AckP99:        quantile(acks, 0.99),
		ProvableP50:   quantile(provable, 0.5),
		ProvableP99:   quantile(provable, 0.99),
		BytesPerEntry: float64(bytes) / float64(max(1, size)),
		Size:          size,
	}
}

func quantile(values []float64, share float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[min(len(values)-1, int(share*float64(len(values))))]
}
